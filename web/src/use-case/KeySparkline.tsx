import { useQuery } from '@tanstack/react-query'
import type { UseCaseDescription, WidgetOf } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { fleetSeriesQuery } from '../api/use-cases.ts'
import { dotsOf } from '../charts/lines.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { Sparkline } from '../ui/Sparkline.tsx'
import { stepOf } from './period.ts'
import css from './UseCaseRow.module.css'
import { indicatorOfWidget } from './use-summary.ts'

const day = 86_400_000
const days = 30

/** The last thirty days of a figure, by day. */
export function KeySparkline({
  useCase,
  widget,
}: {
  useCase: UseCaseDescription
  widget: WidgetOf<'indicator'>
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = Math.ceil(useNow() / 3_600_000) * 3_600_000
  const { property, of } = widget
  const { data } = useQuery(
    fleetSeriesQuery({
      property,
      assetType: of === 'territory' ? undefined : of.assetType,
      from: new Date(now - days * day).toISOString(),
      to: new Date(now).toISOString(),
      grain: 'day',
    }),
  )
  // A sum that still runs would look like a fall.
  const points = data?.points.filter(({ at }) => data.across !== 'sum' || Date.parse(at) + day <= now) ?? []
  if (points.length < 2) return null
  const dots = dotsOf(points, stepOf('day', indicatorOfWidget(useCase, widget)?.every))
  const last = points.at(-1)!
  const first = points[0]!
  return (
    <>
      <Sparkline
        points={dots}
        label={t('useCase.sparkline', {
          property: format.property(property),
          first: format.value(property, first.value),
          last: format.value(property, last.value),
        })}
      />
      <p className={css.small}>{t('useCase.lastDays', { count: days })}</p>
    </>
  )
}
