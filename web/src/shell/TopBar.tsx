import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './AccountMenu.tsx'
import { EmergencyStop } from './EmergencyStop.tsx'
import { LiveBadge } from './LiveBadge.tsx'
import { Logo } from './Logo.tsx'
import { OrganisationMenu } from './OrganisationMenu.tsx'
import css from './TopBar.module.css'

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation()
  return (
    <header className={css.top}>
      <Link to="/" className={css.brand}>
        <Logo />
        Trame
      </Link>
      <div className={css.inner}>
        <OrganisationMenu />
        <span className={css.space} />
        <button type="button" className={css.search} onClick={spotlight.open} aria-keyshortcuts="Control+K">
          <IconSearch size={15} stroke={1.8} aria-hidden />
          <span className={css.words}>{t('shell.search')}</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
        <span className={css.space} />
        <EmergencyStop />
        <LiveBadge />
        <AccountMenu onHelp={onHelp} />
      </div>
    </header>
  )
}
