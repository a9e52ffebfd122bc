import { IconAccessPoint, IconBell, IconList, IconMapPin, IconMessageReport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { alertCountsQuery } from '../api/alerts.ts'
import css from './BottomNav.module.css'

export function BottomNav() {
  const { t } = useTranslation()
  const { data: alerts } = useQuery(alertCountsQuery)
  return (
    <nav className={css.nav} aria-label={t('shell.navigation')}>
      <Link to="/" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
        <IconMapPin size={22} stroke={1.7} aria-hidden />
        {t('shell.territory')}
      </Link>
      {alerts && (
        <Link to="/alerts" activeOptions={{ includeSearch: false }}>
          <IconBell size={22} stroke={1.7} aria-hidden />
          {t('alert.title')}
        </Link>
      )}
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
