import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartLine } from '../charts/lines.ts'
import { useFormat } from '../i18n/use-format.ts'
import table from '../ui/table.module.css'
import css from './ChartWidget.module.css'

/** The twin of a chart: every point it draws, the newest first; a hole stays a hole. */
export function LinesTable({ lines, title }: { lines: readonly ChartLine[]; title: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = useMemo(() => {
    const byTime = new Map<number, (number | undefined)[]>()
    lines.forEach(({ dots }, column) => {
      for (const [at, value] of dots) {
        if (value === null) continue
        const row = byTime.get(at) ?? []
        row[column] = value
        byTime.set(at, row)
      }
    })
    return [...byTime].sort(([a], [b]) => b - a)
  }, [lines])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard (WCAG 2.1.1).
    <section className={css.scroll} tabIndex={0} aria-label={title}>
      <table className={table.table}>
        <caption className={table.caption}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('asset.at')}</th>
            {lines.map(({ key, label }) => (
              <th key={key} scope="col" className={table.number}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([at, values]) => (
            <tr key={at}>
              <th scope="row" className={table.nowrap}>
                {format.time(at, 'short')}
              </th>
              {lines.map(({ key, property }, column) => (
                <td key={key} className={table.number}>
                  {values[column] === undefined ? '–' : format.value(property, values[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
