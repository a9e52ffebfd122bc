import { IconCheck, IconNavigation, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { AlertDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from '../agent/Agent.module.css'
import { AgentBar } from '../agent/AgentBar.tsx'
import { AgentChecklist } from '../agent/AgentChecklist.tsx'
import { AgentComments } from '../agent/AgentComments.tsx'
import { AgentIncident } from '../agent/AgentIncident.tsx'
import { CloseForm } from '../agent/CloseForm.tsx'
import { act, tickAct, useOutbox } from '../agent/outbox.ts'
import { orSeen } from '../agent/seen.ts'
import { statusAfter } from '../agent/status-after.ts'
import { alertPlace, alertTitle, isOver } from '../alert/alert-title.ts'
import { LifeLine } from '../alert/LifeLine.tsx'
import { agentAlertKey } from '../api/alerts.ts'
import { request } from '../api/client.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function AgentAlertPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { alertId } = useParams({ from: '/agent/$alertId' })
  const waiting = useOutbox()
  const outbox = waiting.filter((item) => item.alertId === alertId)
  const [closing, setClosing] = useState(false)
  const query = useQuery({
    queryKey: agentAlertKey(alertId),
    queryFn: ({ signal }) =>
      orSeen(`alert ${alertId}`, () => request(AlertDetail, `/alerts/${alertId}`, { signal })),
    networkMode: 'always',
  })
  const known = query.data
  usePageTitle(known && alertTitle(known, t))
  if (!known)
    return (
      <>
        <AgentBar title={t('agent.title')} back />
        <main id="content" className={css.content}>
          {query.error ? (
            <ErrorPanel error={query.error} retry={() => void query.refetch()} />
          ) : (
            <SkeletonRows rows={6} height={56} />
          )}
        </main>
      </>
    )
  // What the agent did is shown at once; the outbox says that it is not sent yet.
  const alert = { ...known, ...statusAfter(known, outbox) }
  const title = alertTitle(alert, t)
  const position = alert.asset?.position
  return (
    <>
      <AgentBar title={t('agent.alert', { number: alert.number })} back />
      <main id="content" className={css.content} tabIndex={-1}>
        <div className={css.detail}>
          <div>
            <p className={css.sign}>
              <SeveritySign severity={alert.severity} />
              {t('agent.opened', { at: format.time(alert.openedAt, 'short') })}
            </p>
            <h2>{title}</h2>
            <p className={css.lead}>
              {alertPlace(alert, t)}
              {alert.asset?.siteName && `, ${alert.asset.siteName}`}
            </p>
            {alert.property && alert.lastValue !== null && (
              <p className={css.lead}>
                {format.property(alert.property)}
                {t('common.colon')}
                <strong>{format.value(alert.property, alert.lastValue)}</strong>
              </p>
            )}
          </div>
          <LifeLine alert={alert} small />
          {!isOver(alert) && (
            <div className={css.actions}>
              {alert.status === 'open' && (
                <button
                  type="button"
                  className={`${css.button} ${css.primary}`}
                  onClick={() => void act(alertId, title, { do: 'acknowledge' })}
                >
                  <IconCheck size={22} aria-hidden />
                  {t('alert.act.acknowledge')}
                </button>
              )}
              {alert.status === 'acknowledged' && (
                <button
                  type="button"
                  className={`${css.button} ${css.primary}`}
                  onClick={() => void act(alertId, title, { do: 'start' })}
                >
                  <IconPlayerPlay size={22} aria-hidden />
                  {t('alert.act.start')}
                </button>
              )}
              {position && (
                // RFC 5870: the phone's own map opens, nothing is asked of a third party by the page.
                <a
                  className={css.button}
                  href={`geo:${position[1]},${position[0]}?q=${position[1]},${position[0]}`}
                >
                  <IconNavigation size={22} aria-hidden />
                  {t('agent.go')}
                </a>
              )}
              <button
                type="button"
                className={[
                  css.button,
                  !position && css.wide,
                  alert.status === 'inProgress' && !closing && css.primary,
                ]
                  .filter(Boolean)
                  .join(' ')}
                aria-expanded={closing}
                onClick={() => setClosing(!closing)}
              >
                <IconCheck size={22} aria-hidden />
                {t('agent.close')}
              </button>
            </div>
          )}
          {closing && !isOver(alert) && (
            <CloseForm
              onClose={(cause, note) => {
                setClosing(false)
                void act(alertId, title, { do: 'close', cause, ...(note && { note }) })
              }}
            />
          )}
          <AgentChecklist
            heading={t('agent.toDo')}
            checklist={alert.checklist}
            outbox={outbox}
            onTick={(step) => void tickAct(alertId, title, { do: 'tick', ...step })}
          />
          {alert.incidentId !== null && (
            <AgentIncident alertId={alertId} incidentId={alert.incidentId} outbox={waiting} />
          )}
          <AgentComments alert={known} title={title} outbox={outbox} />
        </div>
      </main>
    </>
  )
}
