import { useTranslation } from 'react-i18next'
import css from './Tour.module.css'

export interface Compared {
  label: string
  fixed: number | null
  proposed: number | null
  text: (value: number) => string
}

/** Two ways to collect, side by side: bars for the eye, numbers for all. Nothing known is a dash, never 0. */
export function CompareTable({ caption, rows }: { caption: string; rows: readonly Compared[] }) {
  const { t } = useTranslation()
  return (
    <table className={css.figures}>
      <caption hidden>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span hidden>{t('tour.figure')}</span>
          </th>
          <td />
          <th scope="col">{t('tour.fixed')}</th>
          <th scope="col">{t('tour.proposed')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, fixed, proposed, text }) => {
          const most = Math.max(fixed ?? 0, proposed ?? 0)
          const share = (value: number | null) => `${most > 0 ? (100 * (value ?? 0)) / most : 0}%`
          return (
            <tr key={label}>
              <th scope="row" style={{ textAlign: 'left', paddingLeft: 0 }}>
                {label}
              </th>
              <td aria-hidden="true">
                <span className={css.bars}>
                  <span style={{ width: share(fixed) }} />
                  <span style={{ width: share(proposed) }} />
                </span>
              </td>
              <td>{fixed === null ? '—' : text(fixed)}</td>
              <td>
                <strong>{proposed === null ? '—' : text(proposed)}</strong>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
