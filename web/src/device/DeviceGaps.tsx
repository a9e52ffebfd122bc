import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deviceGapsQuery } from '../api/devices.ts'
import { useFormat } from '../i18n/use-format.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import table from '../ui/table.module.css'

export function DeviceGaps({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(deviceGapsQuery(deviceId))
  // A frame that came late has filled its gap.
  const gaps = query.data?.filter((gap) => gap.lost > 0)
  return (
    <section className={page.section} aria-labelledby="gaps-title">
      <div className={page.sectionHead}>
        <h2 id="gaps-title">{t('device.gaps')}</h2>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {gaps?.length === 0 && <p className={page.note}>{t('device.noGaps')}</p>}
      {gaps && gaps.length > 0 && (
        <table className={table.table}>
          <caption className={table.caption}>{t('device.gaps')}</caption>
          <tbody>
            {gaps.slice(0, 12).map((gap) => (
              <tr key={`${gap.devAddr} ${gap.fromFCnt}`}>
                <th scope="row">{format.time(gap.detectedAt, 'short')}</th>
                <td>{t('device.gapRange', { from: gap.fromFCnt, to: gap.toFCnt })}</td>
                <td className={table.number}>{t('device.gap', { count: gap.lost })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
