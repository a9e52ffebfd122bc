import { IconAccessPoint, IconList, IconMapPin, IconMessageReport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import css from './BottomNav.module.css'

export function BottomNav() {
  const { t } = useTranslation()
  return (
    <nav className={css.nav} aria-label={t('shell.navigation')}>
      <Link to="/" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
        <IconMapPin size={22} stroke={1.7} aria-hidden />
        {t('shell.territory')}
      </Link>
      <Link to="/fleet" activeOptions={{ exact: true, includeSearch: false }}>
        <IconAccessPoint size={22} stroke={1.7} aria-hidden />
        {t('shell.devices')}
      </Link>
      <Link to="/fleet/rejections" activeOptions={{ includeSearch: false }}>
        <IconMessageReport size={22} stroke={1.7} aria-hidden />
        {t('fleet.tabs.rejections')}
      </Link>
      <Link to="/fleet/models" activeOptions={{ includeSearch: false }}>
        <IconList size={22} stroke={1.7} aria-hidden />
        {t('fleet.tabs.models')}
      </Link>
    </nav>
  )
}
