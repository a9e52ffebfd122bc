import type { TourDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './TourProgress.module.css'
import { outcomeCounts } from './tour-features.ts'

/** How far the crew is: a mark a stop in the order of the way, and how each ended. */
export function TourProgress({ tour }: { tour: TourDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const stops = tour.stopsList.filter(({ kind }) => kind === 'stop')
  const counts = outcomeCounts(stops)
  const said = [
    ...counts.map(({ outcome, count }) => t(`tour.counted.${outcome}`, { count })),
    t('tour.remain', { count: stops.length - stops.filter(({ outcome }) => outcome).length }),
  ]
  const last = stops.reduce<string | null>(
    (newest, { reportedAt }) => (reportedAt && (!newest || reportedAt > newest) ? reportedAt : newest),
    null,
  )
  return (
    <div className={css.progress} data-testid="tour-progress">
      <div className={css.marks} aria-hidden>
        {stops.map(({ id, outcome }) => (
          <span key={id} data-state={outcome ?? 'open'} />
        ))}
      </div>
      <p aria-live="polite">
        {said.join(' · ')}
        {last && (
          <span className={css.last}>
            {' · '}
            {t('tour.lastReport', { at: format.time(last, 'short') })}
          </span>
        )}
      </p>
    </div>
  )
}
