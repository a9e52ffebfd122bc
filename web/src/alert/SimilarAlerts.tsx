import { Link } from '@tanstack/react-router'
import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import page from '../ui/page.module.css'
import table from '../ui/table.module.css'
import { alertPlace } from './alert-title.ts'
import { causeText } from './causes.ts'
import css from './Detail.module.css'

/** What such alerts turned out to be, false ones too. */
export function SimilarAlerts({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  return (
    <section className={page.section} aria-labelledby="similar-title">
      <div className={page.sectionHead}>
        <h2 id="similar-title">
          {t('alert.similar')} <span className={css.small}>{t('alert.similarText')}</span>
        </h2>
      </div>
      {alerts.length === 0 ? (
        <p className={page.note}>{t('alert.similarEmpty')}</p>
      ) : (
        <div className={table.scroll}>
          <table className={table.table}>
            <caption className={table.caption}>{t('alert.similar')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('alert.where')}</th>
                <th scope="col">{t('alert.opened')}</th>
                <th scope="col" className={`${table.number} ${table.wide}`}>
                  {t('alert.value')}
                </th>
                <th scope="col" className={table.number}>
                  {t('alert.lasted')}
                </th>
                <th scope="col">{t('alert.cause')}</th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((alert) => (
                <tr key={alert.id}>
                  <th scope="row">
                    <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className="link">
                      {alertPlace(alert, t)}
                    </Link>
                  </th>
                  <td className={table.nowrap}>{format.time(alert.openedAt, 'day')}</td>
                  <td className={`${table.number} ${table.wide}`}>
                    {alert.property && alert.highest !== null
                      ? format.value(alert.property, alert.highest)
                      : '–'}
                  </td>
                  <td className={table.number}>
                    {format.span(
                      (alert.clearedAt ? Date.parse(alert.clearedAt) : now) - Date.parse(alert.openedAt),
                    )}
                  </td>
                  <td>
                    {alert.cause ? causeText(alert.cause, t) : t('alert.noCause')}
                    {alert.causeNote && t('common.colon') + alert.causeNote}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
