import { IconBell, IconMap, IconTruck, IconUpload } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import css from './Agent.module.css'
import { openOutbox, useOutbox } from './outbox.ts'

/** A page for one hand in the rain: four places, nothing else. */
export function AgentShell() {
  const { t } = useTranslation()
  const waiting = useOutbox().length
  useEffect(openOutbox, [])
  useEffect(() => {
    // A page that was opened once opens again without a network.
    if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/sw.js')
  }, [])
  return (
    <div className={css.shell}>
      <Outlet />
      <nav className={css.nav} aria-label={t('shell.navigation')}>
        <Link to="/agent" activeOptions={{ exact: true, includeSearch: false }}>
          <IconBell size={24} stroke={1.7} aria-hidden />
          {t('agent.alerts')}
        </Link>
        <Link to="/agent/tour">
          <IconTruck size={24} stroke={1.7} aria-hidden />
          {t('tour.phone.tab')}
        </Link>
        <Link to="/">
          <IconMap size={24} stroke={1.7} aria-hidden />
          {t('agent.map')}
        </Link>
        <Link to="/agent/outbox">
          <IconUpload size={24} stroke={1.7} aria-hidden />
          {waiting > 0 ? t('agent.outboxCount', { count: waiting }) : t('agent.outbox')}
        </Link>
      </nav>
    </div>
  )
}
