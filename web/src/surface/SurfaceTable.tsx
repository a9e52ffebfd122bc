import type { SurfaceFrame } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import table from '../ui/table.module.css'

type Row = SurfaceFrame['districts'][number] | SurfaceFrame['zones'][number]

/** The twin of the map: by district and by climate zone, the warmest first. */
export function SurfaceTable({ frame, unit }: { frame: SurfaceFrame; unit: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = (row: Row) => ('zone' in row ? `${row.zone} ${row[format.lang]}` : row.name)
  const part = (caption: string, rows: readonly Row[]) => (
    <table className={table.table}>
      <caption className={table.caption}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col" className={table.number}>
            {t('surface.mean', { unit })}
          </th>
          <th scope="col" className={table.number}>
            {t('surface.max', { unit })}
          </th>
          <th scope="col" className={table.number}>
            {t('surface.population')}
          </th>
          <th scope="col" className={table.number}>
            {t('surface.exposed')}
          </th>
          <th scope="col" className={table.number}>
            {t('surface.unknownShare')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={nameOf(row)}>
            <th scope="row">{nameOf(row)}</th>
            <td className={table.number}>{format.number(row.mean, 1)}</td>
            <td className={table.number}>{format.number(row.max, 1)}</td>
            <td className={table.number}>{format.number(row.population)}</td>
            <td className={table.number}>{format.number(row.exposed)}</td>
            <td className={table.number}>{format.percent(row.unknown * 100)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <>
      {part(t('surface.district'), frame.districts)}
      {part(t('surface.zone'), frame.zones)}
    </>
  )
}
