import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dateOf } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { planTour, tourQuery, toursQuery } from '../api/tours.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { Replayed } from './Replayed.tsx'
import css from './Tour.module.css'
import { useTourError } from './use-tour-error.ts'

const days = 28
/** The past four weeks collected in both ways, from what the sensors saw thrown in. */
export function ReplayPanel({ today }: { today: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useCan('operator')
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const told = useTourError()
  const list = useQuery(toursQuery({ kind: 'replay', limit: 1 }))
  const newest = list.data?.items[0]
  const query = useQuery({ ...tourQuery(newest?.id ?? ''), enabled: newest !== undefined })
  const tour = query.data
  const replay = tour?.replay
  const busy = newest?.status === 'queued' || newest?.status === 'solving'
  const start = useMutation({
    mutationFn: () => planTour({ kind: 'replay', date: dateOf(today - days), untilDate: dateOf(today - 1) }),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['tours'] }),
  })
  const day = (date: string) => format.time(`${date}T12:00:00Z`, 'day')
  return (
    <section className={page.section} aria-labelledby="tour-replay">
      <div className={page.sectionHead}>
        <h2 id="tour-replay">{t('tour.replay')}</h2>
        {may && (
          <span>
            <Button
              size="xs"
              variant="default"
              disabled={busy}
              loading={start.isPending}
              onClick={() => start.mutate()}
            >
              {t('tour.replayStart')}
            </Button>
          </span>
        )}
      </div>
      {busy && (
        <progress
          className={css.progress}
          max={1}
          value={newest.progress}
          aria-label={t('tour.status.solving')}
        />
      )}
      {newest?.status === 'failed' && <p className={css.aside}>{told(newest.error ?? 'internal')}</p>}
      {!newest && list.data && <p className={css.aside}>{t('tour.replayNone')}</p>}
      {replay && tour && (
        <>
          <Replayed replay={replay} />
          <p className={css.aside}>
            {t('tour.replayText', {
              from: day(replay.days[0]?.fixed.date ?? tour.date),
              to: day(tour.untilDate ?? tour.date),
              count: replay.containers,
            })}
          </p>
        </>
      )}
    </section>
  )
}
