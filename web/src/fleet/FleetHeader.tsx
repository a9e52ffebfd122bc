import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import css from './FleetHeader.module.css'

/** The fleet in five figures, each a way into the list, and its three lists. */
export function FleetHeader({ actions }: { actions?: ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(overviewQuery)
  const number = (value: number | undefined) => (value === undefined ? '–' : format.number(value))
  return (
    <>
      <header className={page.header}>
        <div className={page.title}>
          <h1>{t('fleet.title')}</h1>
          <div className={page.actions}>{actions}</div>
        </div>
      </header>
      <ul className={css.figures}>
        <li>
          <Link to="/fleet">
            <strong>{number(data?.devices.total)}</strong> {t('fleet.figures.devices')}
          </Link>
        </li>
        <li>
          <Link to="/fleet" search={{ freshness: 'fresh' }}>
            <strong>{number(data?.devices.fresh)}</strong> {t('fleet.figures.fresh')}
          </Link>
        </li>
        <li>
          <Link to="/fleet" search={{ freshness: 'stale' }}>
            <strong>{number(data?.devices.stale)}</strong> {t('fleet.figures.stale')}
          </Link>
        </li>
        <li>
          <Link to="/fleet" search={{ freshness: 'none' }}>
            <strong>{number(data?.devices.never)}</strong> {t('fleet.figures.never')}
          </Link>
        </li>
        <li>
          <Link to="/fleet/rejections">
            <strong>{number(data?.rejections.open)}</strong> {t('fleet.figures.rejections')}
            {data && data.rejections.unknownDevices > 0 && (
              <small>{t('fleet.figures.unknown', { count: data.rejections.unknownDevices })}</small>
            )}
          </Link>
        </li>
      </ul>
      <nav className={css.tabs} aria-label={t('fleet.title')}>
        <Link to="/fleet" activeOptions={{ exact: true, includeSearch: false }}>
          {t('fleet.tabs.devices')}
        </Link>
        <Link to="/fleet/rejections" activeOptions={{ includeSearch: false }}>
          {t('fleet.tabs.rejections')}
        </Link>
        <Link to="/fleet/models" activeOptions={{ includeSearch: false }}>
          {t('fleet.tabs.models')}
        </Link>
        <Link to="/fleet/groups" activeOptions={{ includeSearch: false }}>
          {t('fleet.tabs.groups')}
        </Link>
      </nav>
    </>
  )
}
