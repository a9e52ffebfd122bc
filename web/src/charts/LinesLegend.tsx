import css from './LinesLegend.module.css'
import type { ChartLine } from './lines.ts'
import { lineStyles } from './lines-chart-option.ts'

/** What each mark of a chart is. */
export function LinesLegend({ lines }: { lines: readonly ChartLine[] }) {
  return (
    <ul className={css.legend}>
      {lines.map((line, i) => {
        const { colour, dash } = lineStyles[i % lineStyles.length]!
        const stroke = `var(--${colour})`
        return (
          <li key={line.key}>
            <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true" fill="none">
              {line.form === 'bar' ? (
                <path
                  d="M3 11.5V5h4v6.500zm6 0V1h4v10.500zm6 0V7h4v4.500z"
                  fill={i === 0 ? stroke : 'none'}
                  stroke={stroke}
                />
              ) : (
                <path
                  d="M0 6h22"
                  stroke={stroke}
                  strokeWidth="2.4"
                  strokeDasharray={dash === 'solid' ? undefined : dash.join(' ')}
                />
              )}
            </svg>
            {line.label}
          </li>
        )
      })}
    </ul>
  )
}
