import type { ObservationList } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import table from '../ui/table.module.css'
import css from './SeriesPanel.module.css'

/** The chart's twin: the same points, newest first. */
export function ObservationTable({ list }: { list: ObservationList }) {
  const { t } = useTranslation()
  const format = useFormat()
  const buckets = list.grain !== 'raw'
  const value = (of: number | null | undefined) =>
    of === null || of === undefined ? '–' : format.value(list.property, of)
  return (
    <div className={css.tableBox}>
      <table className={table.table}>
        <caption className={table.caption}>{format.property(list.property)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('asset.at')}</th>
            <th scope="col" className={table.number}>
              {t('asset.value')}
            </th>
            {buckets ? (
              [t('asset.min'), t('asset.max'), t('asset.count')].map((label) => (
                <th key={label} scope="col" className={table.number}>
                  {label}
                </th>
              ))
            ) : (
              <th scope="col">{t('asset.quality')}</th>
            )}
          </tr>
        </thead>
        <tbody>
          {list.points.toReversed().map((point) => (
            <tr key={point.at}>
              <th scope="row">
                {format.time(point.at, list.grain === 'day' || list.grain === 'month' ? 'day' : 'short')}
              </th>
              <td className={table.number}>{value(point.value)}</td>
              {buckets ? (
                <>
                  <td className={table.number}>{value(point.min)}</td>
                  <td className={table.number}>{value(point.max)}</td>
                  <td className={table.number}>{point.count ?? '–'}</td>
                </>
              ) : (
                <td>{point.quality ? t(`common.quality.${point.quality}`) : '–'}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
