import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { chooseOrganisation, meQuery } from '../api/auth.ts'
import css from './OrganisationMenu.module.css'

/** The organisation whose objects are on screen; a menu only when there is something to choose. */
export function OrganisationMenu() {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  if (!me) return null
  if (me.organisations.length < 2) return <span className={css.name}>{me.organisation.name}</span>
  const choose = async (id: string) => {
    await chooseOrganisation(id)
    // Another organisation's rows must not linger anywhere: start anew.
    window.location.assign('/')
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={css.button}
          aria-label={t('shell.organisation') + t('common.colon') + me.organisation.name}
        >
          <span className={css.name}>{me.organisation.name}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {me.organisations.map((each) => (
          <Menu.Item
            key={each.id}
            leftSection={
              <IconCheck size={14} style={{ opacity: each.id === me.organisation.id ? 1 : 0 }} aria-hidden />
            }
            onClick={() => choose(each.id)}
          >
            {each.name} <span className={css.role}>{t(`common.role.${each.role}`)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
