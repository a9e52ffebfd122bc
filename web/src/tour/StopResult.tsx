import { IconAlertTriangle, IconBan, IconCheck } from '@tabler/icons-react'
import type { StopOutcome, TourStop } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { stopPhotoUrl } from '../api/tours.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './StopResult.module.css'

const shapes = { emptied: IconCheck, blocked: IconBan, damaged: IconAlertTriangle }

/** What the crew said of a stop, when, and what shows it: the probe for an emptied one, a photo for the others. */
export function StopResult({
  tourId,
  stop,
  outcome,
}: {
  tourId: string
  stop: TourStop & { number: number }
  outcome: StopOutcome
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const Shape = shapes[outcome]
  const photo = stopPhotoUrl(tourId, stop.id)
  return (
    <div className={css.result}>
      <span className={css.outcome} data-outcome={outcome}>
        <Shape size={15} stroke={2} aria-hidden />
        {t(`tour.outcome.${outcome}`)}
      </span>
      {stop.reportedAt && (
        <time dateTime={stop.reportedAt} title={format.time(stop.reportedAt, 'full')}>
          {format.time(stop.reportedAt, 'time')}
        </time>
      )}
      {stop.confirmed !== null && <small>{t(stop.confirmed ? 'tour.confirmed' : 'tour.notConfirmed')}</small>}
      {stop.note && <p>{stop.note}</p>}
      {stop.hasPhoto && (
        <a href={photo} target="_blank" rel="noreferrer">
          <img src={photo} loading="lazy" alt={t('tour.photoOf', { number: stop.number, name: stop.name })} />
        </a>
      )}
    </div>
  )
}
