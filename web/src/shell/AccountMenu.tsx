import { Menu } from '@mantine/core'
import { IconCheck, IconDeviceMobile, IconKey, IconKeyboard, IconLogout } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { meQuery, signOut } from '../api/auth.ts'
import { useCan } from '../api/use-can.ts'
import { setLang } from '../i18n/index.ts'
import { setTheme, themeChoices, useThemeChoice } from '../ui/theme-choice.ts'
import css from './AccountMenu.module.css'

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .filter(Boolean)
    .slice(0, 2)
    .join('')
    .toUpperCase()

export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const mayAct = useCan('agent')
  const theme = useThemeChoice()
  const navigate = useNavigate()
  if (!me) return null
  const tick = (on: boolean) => <IconCheck size={14} style={{ opacity: on ? 1 : 0 }} aria-hidden />
  const leave = async () => {
    await signOut()
    window.location.assign('/sign-in')
  }
  return (
    <Menu position="bottom-end" width={240} closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={css.avatar}
          // The name holds what is seen (WCAG 2.5.3).
          aria-label={`${t('shell.account', { name: me.name })} ${initials(me.name)}`}
          title={me.name}
        >
          {initials(me.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css.who}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
          <span>{t(`common.role.${me.role}`)}</span>
        </div>
        <Menu.Divider />
        {mayAct && (
          <>
            <Menu.Item
              closeMenuOnClick
              leftSection={<IconDeviceMobile size={14} aria-hidden />}
              onClick={() => navigate({ to: '/agent' })}
            >
              {t('shell.onSite')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t('shell.theme')}</Menu.Label>
        {themeChoices.map((choice) => (
          <Menu.Item key={choice} leftSection={tick(choice === theme)} onClick={() => setTheme(choice)}>
            {t(`shell.themes.${choice}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        <Menu.Item lang="fr" leftSection={tick(i18n.language === 'fr')} onClick={() => setLang('fr')}>
          Français
        </Menu.Item>
        <Menu.Item lang="en" leftSection={tick(i18n.language === 'en')} onClick={() => setLang('en')}>
          English
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick leftSection={<IconKeyboard size={14} aria-hidden />} onClick={onHelp}>
          {t('shell.shortcutsTitle')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick
          leftSection={<IconKey size={14} aria-hidden />}
          onClick={() => navigate({ to: '/password' })}
        >
          {t('shell.changePassword')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} aria-hidden />} onClick={leave}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
