import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { IncidentDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertPlace, alertTitle } from '../alert/alert-title.ts'
import inbox from '../alert/Inbox.module.css'
import { createIncident, incidentsQuery, mergeIncident } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { Age } from '../ui/Age.tsx'
import page from '../ui/page.module.css'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import table from '../ui/table.module.css'
import { useIncidentAct } from './use-incident-act.ts'

/** Its alerts; those that are no part of it go to an incident of their own, or all of it into another. */
export function IncidentAlerts({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useIncidentAct()
  const over = incident.status === 'closed' || incident.status === 'dismissed'
  const mayWrite = useCan('operator') && !over
  const { data: open } = useQuery({ ...incidentsQuery(undefined), enabled: mayWrite })
  const [selected, setSelected] = useState<readonly string[]>([])
  const [into, setInto] = useState('')
  const chosen = selected.filter((id) => incident.alerts.some((alert) => alert.id === id))
  const others = (open?.items ?? []).filter(
    ({ id, status }) => id !== incident.id && (status === 'open' || status === 'proposed'),
  )
  const go = (incidentId: string) => navigate({ to: '/incidents/$incidentId', params: { incidentId } })
  return (
    <section className={page.section} aria-labelledby="alerts-title">
      <div className={page.sectionHead}>
        <h2 id="alerts-title">{t('incident.alerts')}</h2>
      </div>
      {incident.alerts.length === 0 && <p className={page.note}>{t('incident.noAlerts')}</p>}
      {incident.alerts.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <caption className={table.caption}>{t('incident.alerts')}</caption>
            <thead>
              <tr>
                {mayWrite && <td className={inbox.check} />}
                <th scope="col">{t('alert.severity')}</th>
                <th scope="col">{t('alert.what')}</th>
                <th scope="col">{t('alert.state')}</th>
                <th scope="col" className={table.wide}>
                  {t('alert.opened')}
                </th>
              </tr>
            </thead>
            <tbody>
              {incident.alerts.map((alert) => (
                <tr key={alert.id}>
                  {mayWrite && (
                    <td className={inbox.check}>
                      <label>
                        <input
                          type="checkbox"
                          aria-label={t('incident.selectOne', { name: alertPlace(alert, t) })}
                          checked={chosen.includes(alert.id)}
                          onChange={(event) =>
                            setSelected(
                              event.currentTarget.checked
                                ? [...chosen, alert.id]
                                : chosen.filter((id) => id !== alert.id),
                            )
                          }
                        />
                      </label>
                    </td>
                  )}
                  <td className={table.nowrap}>
                    <SeveritySign severity={alert.severity} />
                  </td>
                  <th scope="row">
                    <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className="link">
                      {alertTitle(alert, t)} — {alertPlace(alert, t)}
                    </Link>
                  </th>
                  <td>{t(`alert.status.${alert.status}`)}</td>
                  <td className={table.wide}>
                    <Age at={alert.openedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayWrite && (
        <div className={inbox.saved} style={{ marginTop: 'var(--s-3)' }}>
          <Button
            variant="default"
            disabled={chosen.length === 0 || chosen.length === incident.alerts.length}
            loading={act.isPending}
            onClick={() =>
              act.mutate(async () => {
                const made = await createIncident(
                  t('incident.splitTitle', { title: incident.title }).slice(0, 120),
                  { alertIds: chosen, outOf: [incident.id] },
                )
                await go(made.id)
              })
            }
          >
            {t('incident.split')}
          </Button>
          {others.length > 0 && (
            <>
              <NativeSelect
                aria-label={t('incident.mergeInto')}
                value={into}
                onChange={(event) => setInto(event.currentTarget.value)}
                data={[
                  { value: '', label: t('incident.mergeInto') },
                  ...others.map(({ id, number, title }) => ({ value: id, label: `${number} — ${title}` })),
                ]}
              />
              <Button
                variant="default"
                disabled={into === ''}
                loading={act.isPending}
                onClick={() =>
                  act.mutate(async () => {
                    await mergeIncident(incident.id, into)
                    await go(into)
                  })
                }
              >
                {t('incident.merge')}
              </Button>
            </>
          )}
        </div>
      )}
    </section>
  )
}
