import { IconAlertTriangle, IconCheck, IconNavigation, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { dateOf, localDay, type Photo, pageOf, Tour, TourDetail, type TourStop } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from '../agent/Agent.module.css'
import { AgentBar } from '../agent/AgentBar.tsx'
import { reportAct, useOutbox } from '../agent/outbox.ts'
import { ProblemForm } from '../agent/ProblemForm.tsx'
import { orSeen } from '../agent/seen.ts'
import { stopsAfter } from '../agent/stops-after.ts'
import tour from '../agent/Tour.module.css'
import { request } from '../api/client.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

async function myTour(from: string, signal: AbortSignal): Promise<TourDetail | null> {
  return orSeen('my tour', async () => {
    const page = await request(pageOf(Tour), '/tours', {
      signal,
      query: { kind: 'day', mine: true, status: 'published,done', from, limit: 20 },
    })
    // The nearest day first; of one day what was planned last.
    const first = page.items.filter(({ status }) => status === 'published').at(-1) ?? page.items[0]
    return first ? request(TourDetail, `/tours/${first.id}`, { signal }) : null
  })
}

/** Stop by stop, for one hand: where to go, and what one says when there. */
export function AgentTourPage() {
  const { t } = useTranslation()
  const format = useFormat()
  usePageTitle(t('tour.phone.title'))
  const today = dateOf(localDay(format.timeZone, Date.now()))
  const outbox = useOutbox()
  const [open, setOpen] = useState<string | null>(null)
  const [problem, setProblem] = useState(false)
  const query = useQuery({
    queryKey: ['tours', 'mine', today],
    queryFn: ({ signal }) => myTour(today, signal),
    refetchInterval: 60_000,
    networkMode: 'always',
  })
  const mine = query.data
  const stops = mine ? stopsAfter(mine.stopsList, outbox) : []
  const calls = stops.filter(({ kind }) => kind === 'stop')
  const done = calls.filter(({ outcome }) => outcome !== null).length
  const next = calls.find(({ outcome }) => outcome === null)
  const current = open ?? next?.id ?? null
  const nextAt = next ? stops.findIndex(({ id }) => id === next.id) : stops.length
  const left = stops.slice(nextAt).reduce((sum, { metres }) => sum + metres, 0)
  const say = (stop: TourStop, outcome: 'emptied' | 'blocked' | 'damaged', note?: string, photo?: Photo) => {
    setOpen(null)
    setProblem(false)
    void reportAct(stop.name, {
      do: 'report',
      tourId: mine!.id,
      stopId: stop.id,
      report: { outcome, at: new Date().toISOString(), ...(note && { note }), ...(photo && { photo }) },
    })
  }
  return (
    <>
      <AgentBar title={t('tour.phone.title')} />
      <main id="content" className={css.content} tabIndex={-1}>
        {query.error && !mine && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows rows={5} height={72} />}
        {query.data === null && <Empty title={t('tour.phone.none')}>{t('tour.phone.noneText')}</Empty>}
        {mine && (
          <>
            <div className={tour.head}>
              <p>
                <strong>{done}</strong> {t('tour.phone.done', { count: calls.length })}
              </p>
              <p>{t('tour.phone.left', { km: `${format.number(left / 1000, 1)} km` })}</p>
              <div
                className={tour.steps}
                role="progressbar"
                aria-valuemin={0}
                aria-valuemax={calls.length}
                aria-valuenow={done}
                aria-label={t('tour.phone.title')}
              >
                {calls.map((stop) => (
                  <span key={stop.id} data-state={stop.outcome ?? (stop.id === next?.id ? 'next' : 'open')} />
                ))}
              </div>
            </div>
            <ol className={tour.list}>
              {stops
                .filter(({ kind }) => kind !== 'depot')
                .map((stop) => {
                  const number = calls.findIndex(({ id }) => id === stop.id) + 1
                  const shown = stop.id === current
                  return (
                    <li key={stop.id} data-current={shown} data-done={stop.outcome ?? false}>
                      <button
                        type="button"
                        className={tour.stop}
                        aria-expanded={shown}
                        disabled={stop.kind === 'tip'}
                        onClick={() => {
                          setProblem(false)
                          setOpen(shown ? null : stop.id)
                        }}
                      >
                        <span className={tour.number}>
                          {stop.outcome === 'emptied' ? (
                            <IconCheck size={22} aria-hidden />
                          ) : stop.outcome ? (
                            <IconAlertTriangle size={22} aria-hidden />
                          ) : (
                            number || '▽'
                          )}
                        </span>
                        <span className={tour.name}>
                          <strong>{stop.kind === 'tip' ? t('tour.phone.tip') : stop.name}</strong>
                          <small>
                            {stop.kind === 'tip'
                              ? stop.name
                              : stop.outcome
                                ? t('tour.phone.emptiedAt', {
                                    what: t(`tour.outcome.${stop.outcome}`),
                                    at: format.time(stop.reportedAt!, 'time'),
                                  })
                                : [
                                    stop.fill === null ? null : format.value('bin.fill', stop.fill),
                                    stop.metres < 1000
                                      ? `${format.number(stop.metres)} m`
                                      : `${format.number(stop.metres / 1000, 1)} km`,
                                    format.time(stop.arrivesAt, 'time'),
                                  ]
                                    .filter(Boolean)
                                    .join(', ')}
                            {stop.waiting && `, ${t('tour.phone.pending')}`}
                          </small>
                        </span>
                        {stop.waiting && <IconUpload size={22} aria-hidden />}
                        {stop.id === next?.id && <span className={tour.tag}>{t('tour.phone.next')}</span>}
                      </button>
                      {shown && stop.kind === 'stop' && (
                        <div className={tour.acts}>
                          <a
                            className={`${css.button} ${tour.go}`}
                            href={`geo:${stop.position[1]},${stop.position[0]}?q=${stop.position[1]},${stop.position[0]}`}
                          >
                            <IconNavigation size={22} aria-hidden />
                            {t('tour.phone.go')}
                          </a>
                          <button type="button" className={css.button} onClick={() => say(stop, 'emptied')}>
                            <IconCheck size={22} aria-hidden />
                            {t('tour.phone.emptied')}
                          </button>
                          <button
                            type="button"
                            className={`${css.button} ${css.wide}`}
                            aria-expanded={problem}
                            onClick={() => setProblem(!problem)}
                          >
                            {t('tour.phone.problem')}
                          </button>
                          {problem && (
                            <ProblemForm
                              onSend={(outcome, note, photo) => say(stop, outcome, note, photo ?? undefined)}
                            />
                          )}
                        </div>
                      )}
                    </li>
                  )
                })}
            </ol>
          </>
        )}
      </main>
    </>
  )
}
