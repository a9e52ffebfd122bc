import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Binding, Series } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { assetSeriesQuery } from '../api/assets.ts'
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

interface Row {
  key: string
  property: string
  note: string
  series: Series | undefined
  binding: Binding | undefined
}

/** What the device measures, live: the series it feeds on assets, then those that are its own. */
export function DeviceChannels({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation()
  const live = useLiveValues()
  const own = useQuery(deviceSeriesQuery(deviceId))
  const bindings = useQuery(deviceBindingsQuery(deviceId))
  const open = (bindings.data ?? []).filter((binding) => binding.to === null)
  const assetIds = [...new Set(open.map((binding) => binding.assetId))]
  const ofAssets = useQueries({ queries: assetIds.map((id) => assetSeriesQuery(id)) }).flatMap(
    (query) => query.data ?? [],
  )
  const known = new Map(
    [...ofAssets, ...(own.data ?? [])].map((series) => [series.id, patchSeries(series, live)]),
  )
  const bound = new Set(open.map((binding) => binding.seriesId))
  const rows: Row[] = [
    ...open.map((binding) => ({
      key: binding.id,
      property: binding.property,
      note: binding.channel,
      series: known.get(binding.seriesId),
      binding,
    })),
    ...(own.data ?? [])
      .filter((series) => !bound.has(series.id))
      .map((series) => ({
        key: String(series.id),
        property: series.property,
        note: series.slot,
        series: known.get(series.id),
        binding: undefined,
      })),
  ]
  const error = own.error ?? bindings.error
  return (
    <section className={page.section} aria-labelledby="channels-title">
      <div className={page.sectionHead}>
        <h2 id="channels-title">{t('device.channels')}</h2>
      </div>
      {error && (
        <ErrorPanel error={error} retry={() => void Promise.all([own.refetch(), bindings.refetch()])} />
      )}
      {(own.isPending || bindings.isPending) && <SkeletonRows rows={4} height={41} />}
      {own.data && bindings.data && rows.length === 0 && (
        <p className={page.note}>{t('device.noChannels')}</p>
      )}
      {rows.length > 0 && <ChannelTable rows={rows} />}
    </section>
  )
}

function ChannelTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
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
          {rows.map(({ key, property, note, series, binding }) => (
            <tr key={key}>
              <th scope="row">
                {format.property(property)} <span className={page.note}>{note}</span>
              </th>
              <td className={table.number} data-stale={series?.latest?.stale ?? false}>
                {series?.latest ? <Value property={property} value={series.latest.value} /> : '–'}
              </td>
              <td className={table.number}>{series?.latest ? <Age at={series.latest.observedAt} /> : '–'}</td>
              <td>
                {binding ? (
                  <Link
                    to="/assets/$assetId"
                    params={{ assetId: binding.assetId }}
                    search={{ series: String(binding.seriesId) }}
                    className="link"
                  >
                    {binding.assetName}
                  </Link>
                ) : (
                  <span className={page.note}>{t('fleet.unbound')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
