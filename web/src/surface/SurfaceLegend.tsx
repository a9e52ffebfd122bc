import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { bandColours } from './band-colours.ts'
import css from './surface.module.css'

/** Limits of the bands with their unit, and what the hatching means. */
export function SurfaceLegend({
  title,
  unit,
  thresholds,
}: {
  title: string
  unit: string
  thresholds: readonly number[]
}) {
  const { t } = useTranslation()
  const format = useFormat()
  useResolvedTheme()
  const step = (thresholds[1] ?? 1) - (thresholds[0] ?? 0)
  const decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 2
  return (
    <figure className={css.legend}>
      <figcaption>
        {title} ({unit})
      </figcaption>
      <ol>
        {bandColours(thresholds.length - 1).map((colour, index) => (
          <li key={colour + thresholds[index]}>
            <span style={{ background: colour }} />
            {format.number(thresholds[index]!, decimals)}
          </li>
        ))}
        <li>{format.number(thresholds.at(-1)!, decimals)}</li>
      </ol>
      <p>
        <span className={css.hatch} /> {t('surface.unknown')}
      </p>
    </figure>
  )
}
