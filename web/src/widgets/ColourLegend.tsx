import { useTranslation } from 'react-i18next'
import { propertyOf, unitSymbol } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { ColourPoint } from '../map/colour-map.ts'
import type { ColourClass } from '../map/colour-scale.ts'
import { useNow } from '../ui/clock.ts'
import css from './MapWidget.module.css'

interface Props {
  property: string
  classes: readonly ColourClass[]
  points: readonly ColourPoint[]
  /** When all of them are late: the newest of them. */
  late: string | null
}

/** What each colour means, in numbers or in the words of a state, and how many have it. */
export function ColourLegend({ property, classes, points, late }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const known = propertyOf(property)
  const unit = unitSymbol(known.unit, format.lang)
  const number = (value: number) =>
    format.number(value, Number.isInteger(value) ? 0 : Math.max(1, known.precision))
  const without = points.filter((point) => point.class < 0).length
  return (
    <section className={css.legend} aria-label={t('territory.legend')}>
      <h3>
        {format.property(property)}
        {unit && !known.states && ` (${unit})`}
      </h3>
      {late && <p className={css.late}>{t('useCase.allStale', { age: format.age(late, now) })}</p>}
      <ul>
        {classes.map(({ from, to, token }) => (
          <li key={from}>
            <Dot fill={`var(--${token})`} />
            {from === to ? format.value(property, from) : `${number(from)} – ${number(to)}`}
          </li>
        ))}
        {without > 0 && (
          <li>
            <Dot fill="var(--paper)" />
            {t('useCase.without')}
          </li>
        )}
        {points.some(({ stale }) => stale) && (
          <li>
            <Dot fill="var(--seq-3)" faded />
            {t('territory.stale')}
          </li>
        )}
      </ul>
    </section>
  )
}

function Dot({ fill, faded = false }: { fill: string; faded?: boolean }) {
  return (
    <svg width="13" height="13" viewBox="0 0 13 13" aria-hidden="true" opacity={faded ? 0.45 : 1}>
      <circle cx="6.5" cy="6.5" r="5.4" fill={fill} stroke="var(--ink-3)" strokeWidth="1.2" />
    </svg>
  )
}
