import { Link } from '@tanstack/react-router'
import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { Age } from '../ui/Age.tsx'
import page from '../ui/page.module.css'
import table from '../ui/table.module.css'
import { alertPlace } from './alert-title.ts'

/** Who fell silent together: one alert for all of them. */
export function Members({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation()
  return (
    <section className={page.section} aria-labelledby="members-title">
      <div className={page.sectionHead}>
        <h2 id="members-title">{t('alert.members')}</h2>
      </div>
      <table className={table.table}>
        <caption className={table.caption}>{t('alert.members')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('alert.where')}</th>
            <th scope="col">{t('alert.state')}</th>
            <th scope="col">{t('alert.opened')}</th>
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
              <td>{t(`alert.status.${alert.status}`)}</td>
              <td>
                <Age at={alert.openedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
