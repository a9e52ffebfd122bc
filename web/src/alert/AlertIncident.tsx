import { Button, Menu } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { createIncident, incidentQuery, linkAlert } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { useIncidentAct } from '../incident/use-incident-act.ts'
import page from '../ui/page.module.css'
import { alertTitle } from './alert-title.ts'
import { IncidentItems } from './IncidentItems.tsx'

/** The incident that the alert is part of; who leads links it to one, or takes it out. */
export function AlertIncident({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const mayLink = useCan('operator')
  const act = useIncidentAct()
  const { data: incident } = useQuery({
    ...incidentQuery(alert.incidentId ?? ''),
    enabled: alert.incidentId !== null,
  })
  if (!mayLink && alert.incidentId === null) return null
  return (
    <section className={page.section} aria-labelledby="incident-title">
      <div className={page.sectionHead}>
        <h2 id="incident-title">{t('incident.name')}</h2>
        {mayLink && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconLink size={16} aria-hidden />}
                loading={act.isPending}
              >
                {t('alert.link')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              <IncidentItems
                except={alert.incidentId}
                onChoose={({ id }) => act.mutate(() => linkAlert(alert.id, id))}
              />
              <Menu.Item
                onClick={() =>
                  act.mutate(() =>
                    createIncident(alertTitle(alert, t).slice(0, 120), {
                      alertIds: [alert.id],
                      outOf: alert.incidentId === null ? [] : [alert.incidentId],
                    }),
                  )
                }
              >
                {t('alert.newIncident')}
              </Menu.Item>
              {alert.incidentId !== null && (
                <Menu.Item onClick={() => act.mutate(() => linkAlert(alert.id, null))}>
                  {t('alert.unlink')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {alert.incidentId === null ? (
        <p className={page.note}>{t('alert.notLinked')}</p>
      ) : (
        <Link to="/incidents/$incidentId" params={{ incidentId: alert.incidentId }} className="link">
          {incident ? `${incident.number} — ${incident.title}` : t('incident.name')}
        </Link>
      )}
    </section>
  )
}
