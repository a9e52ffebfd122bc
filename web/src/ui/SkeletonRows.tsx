import { useTranslation } from 'react-i18next'
import css from './SkeletonRows.module.css'

const widths = ['62%', '48%', '71%', '55%', '66%', '43%', '59%', '51%', '68%', '46%']

/** Grey rows of the height of what comes; they appear only after 200 ms, so that a quick answer does not flash. */
export function SkeletonRows({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <div className={css.rows} role="status" aria-label={t('common.loading')}>
      {widths.slice(0, rows).map((width) => (
        <div key={width} className={css.row} style={{ height }}>
          <span style={{ width }} />
        </div>
      ))}
    </div>
  )
}
