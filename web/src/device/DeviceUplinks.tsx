import { useInfiniteQuery } from '@tanstack/react-query'
import type { Device, UplinkRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { deviceUplinksQuery } from '../api/devices.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { More } from '../ui/More.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { useErrorCode } from '../ui/use-error-code.ts'
import css from './DeviceUplinks.module.css'

const bytes = (row: UplinkRow) =>
  row.payloadType === 'frame' ? row.payload.replace(/../g, '$& ').trim() : row.payload

/** Every message as it came, and what became of it. */
export function DeviceUplinks({ device }: { device: Pick<Device, 'id' | 'network' | 'address'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const cause = useErrorCode()
  const query = useInfiniteQuery(deviceUplinksQuery(device.id))
  const rows = query.data?.pages.flatMap((each) => each.items) ?? []
  return (
    <section className={page.section} aria-labelledby="uplinks-title">
      <div className={page.sectionHead}>
        <h2 id="uplinks-title">{t('device.raw')}</h2>
        <span className={page.note}>{t('device.rawText')}</span>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={6} height={41} />}
      {query.data && rows.length === 0 && (
        <Empty title={t('device.noUplinks')}>
          {device.network === 'mqtt'
            ? t('device.noUplinksMqtt', { topic: `trame/v1/${device.address}/telemetry` })
            : t('device.noUplinksText')}
        </Empty>
      )}
      {rows.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <caption className={table.caption}>{t('device.raw')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('device.observed')}</th>
                <th scope="col">{t('device.statusTitle')}</th>
                <th scope="col" className={table.number}>
                  {t('device.counter')}
                </th>
                <th scope="col" className={`${table.number} ${table.wide}`}>
                  {t('device.port')}
                </th>
                <th scope="col">{t('device.payload')}</th>
                <th scope="col" className={`${table.number} ${table.wide}`}>
                  {t('device.delay')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row" className={table.nowrap}>
                    <time dateTime={row.observedAt} title={format.time(row.observedAt, 'full')}>
                      {format.time(row.observedAt, 'short')}
                    </time>
                  </th>
                  <td className={css.status} data-status={row.status}>
                    {t(`device.status.${row.status}`)}
                    {row.errorCode && <small>{cause(row.errorCode)}</small>}
                  </td>
                  <td className={table.number}>{row.fCnt ?? '–'}</td>
                  <td className={`${table.number} ${table.wide}`}>{row.fPort ?? '–'}</td>
                  <td className={`${table.mono} ${css.payload}`}>{bytes(row)}</td>
                  <td className={`${table.number} ${table.wide}`}>
                    {format.span(Math.max(0, Date.parse(row.receivedAt) - Date.parse(row.observedAt)))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More query={query} shown={rows.length} total={query.data?.pages[0]?.total ?? 0} />
    </section>
  )
}
