import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { deviceBindingsQuery, deviceSeriesQuery } from '../api/devices.ts'
import { useLiveValues } from '../api/live.ts'
import { patchSeries } from '../api/live-merge.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { Value } from '../ui/Value.tsx'

/** What the device measures, live, and which asset it feeds with it. */
export function DeviceChannels({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const live = useLiveValues()
  const query = useQuery(deviceSeriesQuery(deviceId))
  const { data: bindings = [] } = useQuery(deviceBindingsQuery(deviceId))
  const series = (query.data ?? []).map((each) => patchSeries(each, live))
  return (
    <section className={page.section} aria-labelledby="channels-title">
      <div className={page.sectionHead}>
        <h2 id="channels-title">{t('device.channels')}</h2>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} height={41} />}
      {query.data && series.length === 0 && <p className={page.note}>{t('device.noChannels')}</p>}
      {series.length > 0 && (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('device.property')}</th>
                <th scope="col" className={table.number}>
                  {t('device.value')}
                </th>
                <th scope="col" className={table.number}>
                  {t('device.age')}
                </th>
                <th scope="col">{t('device.asset')}</th>
              </tr>
            </thead>
            <tbody>
              {series.map((each) => {
                const binding = bindings.find((one) => one.seriesId === each.id && one.to === null)
                return (
                  <tr key={each.id}>
                    <th scope="row">
                      {format.property(each.property)}
                      {each.slot && ` ${each.slot}`}
                    </th>
                    <td className={table.number} data-stale={each.latest?.stale ?? false}>
                      {each.latest ? <Value property={each.property} value={each.latest.value} /> : '–'}
                    </td>
                    <td className={table.number}>
                      {each.latest ? <Age at={each.latest.observedAt} /> : '–'}
                    </td>
                    <td>
                      {binding ? (
                        <Link
                          to="/assets/$assetId"
                          params={{ assetId: binding.assetId }}
                          search={{ series: each.id }}
                          className="link"
                        >
                          {binding.assetName}
                        </Link>
                      ) : (
                        <span className={page.note}>{t('fleet.unbound')}</span>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
