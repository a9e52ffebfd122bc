import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { dateOf, localDay, type NewTour } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { collectionSettingsQuery, planTour, toursQuery } from '../api/tours.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ReplayPanel } from '../tour/ReplayPanel.tsx'
import { shownStatus } from '../tour/shown-status.ts'
import css from '../tour/Tour.module.css'
import { TourActions } from '../tour/TourActions.tsx'
import { TourView } from '../tour/TourView.tsx'
import { useTourError } from '../tour/use-tour-error.ts'
import { DateField } from '../ui/DateField.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

/** The tours of the coming days: plan one, look at it, compare it with the fixed round, hand it to an agent. */
export function TourWidget({ widget, search, change }: WidgetProps<'tour'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useCan('operator')
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const told = useTourError()
  const settings = useQuery(collectionSettingsQuery)
  const today = localDay(format.timeZone, Date.now())
  const [date, setDate] = useState(dateOf(today + 1))
  const list = useQuery(toursQuery({ kind: 'day', from: dateOf(today - 7) }))
  const tours = list.data?.items ?? []
  const tour =
    tours.find(({ id }) => id === search.tour) ??
    tours.find(({ status }) => status !== 'cancelled' && status !== 'failed')
  const plan = useMutation({
    mutationFn: (wanted: NewTour) => planTour(wanted),
    onSuccess: ({ id }) => change({ tour: id, stop: undefined }),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['tours'] }),
  })
  const title = widget.title?.[format.lang] ?? t('tour.title')
  if (settings.error instanceof ApiError && settings.error.status === 404)
    return (
      <WidgetFrame title={title}>
        <Empty
          title={t('tour.noSettings')}
          action={
            <Link to="/admin/collection" className="link">
              {t('tour.setUp')}
            </Link>
          }
        >
          {t('tour.noSettingsText')}
        </Empty>
      </WidgetFrame>
    )
  const busy = tour?.status === 'queued' || tour?.status === 'solving'
  return (
    <>
      <WidgetFrame
        title={title}
        tools={
          <>
            <Link to="/admin/collection" className="link">
              {t('collection.settings')}
            </Link>
            {tour && (
              <>
                {' · '}
                <Link to="/tours/$tourId" params={{ tourId: tour.id }} className="link">
                  {t('tour.open', { number: tour.number })}
                </Link>
              </>
            )}
          </>
        }
      >
        <div className={css.bar}>
          {may && (
            <>
              <DateField aria-label={t('tour.date')} value={date} onChange={setDate} w={140} />
              <Button
                size="xs"
                loading={plan.isPending}
                disabled={busy || !date}
                onClick={() => plan.mutate({ kind: 'day', date, seconds: 10 })}
              >
                {t('tour.plan')}
              </Button>
            </>
          )}
          {tours.length > 0 && (
            <select
              aria-label={t('tour.which')}
              value={tour?.id ?? ''}
              onChange={(event) => change({ tour: event.currentTarget.value, stop: undefined })}
            >
              {tours.map((one) => (
                <option key={one.id} value={one.id}>
                  {t('tour.option', {
                    number: one.number,
                    date: format.time(`${one.date}T12:00:00Z`, 'day'),
                    status: t(`tour.status.${shownStatus(one)}`),
                  })}
                </option>
              ))}
            </select>
          )}
          {tour && <TourActions tour={tour} />}
        </div>
        {tour && (
          <p className={css.status} aria-live="polite">
            {tour.error ? told(tour.error) : ''}
            {tour.status === 'published' &&
              tour.stops > 0 &&
              t('tour.withAgent', { name: tour.agent?.name ?? '—', done: tour.reported, count: tour.stops })}
          </p>
        )}
        {busy && (
          <progress
            className={css.progress}
            max={1}
            value={tour.progress}
            aria-label={t('tour.status.solving')}
          />
        )}
        {list.error && !list.data && <ErrorPanel error={list.error} retry={() => void list.refetch()} />}
        {list.data && !tour && <Empty title={t('tour.none')}>{t('tour.noneText')}</Empty>}
      </WidgetFrame>
      {tour && !busy && tour.status !== 'failed' && (
        <TourView
          tourId={tour.id}
          selected={search.stop ?? null}
          onSelect={(stop) => change({ tour: tour.id, stop: stop ?? undefined })}
          compact
        />
      )}
      <ReplayPanel today={today} />
    </>
  )
}
