import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetsQuery } from '../api/assets.ts'
import { useLiveValues } from '../api/live.ts'
import { patchAsset } from '../api/live-merge.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { FreshnessSign } from '../ui/FreshnessSign.tsx'
import { More } from '../ui/More.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { Value } from '../ui/Value.tsx'
import css from './AssetList.module.css'
import type { SearchProps } from './search.ts'

/** The map's twin: the same assets, the same filters, readable without a picture. */
export function AssetList({ search, change }: SearchProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { byId } = useAssetTypes()
  const live = useLiveValues()
  const [text, setText] = useState(search.q ?? '')
  const ask = useDebouncedCallback((q: string) => change({ q: q || undefined }, true), 250)
  const filter = useMemo(
    () => ({
      function: search.function,
      type: search.type,
      q: search.q,
      freshness: search.freshness,
      at: search.time,
    }),
    [search.function, search.type, search.q, search.freshness, search.time],
  )
  const query = useInfiniteQuery(assetsQuery(filter))
  const assets = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={css.list}>
      <div className={css.filters}>
        <TextInput
          aria-label={t('territory.filterText')}
          placeholder={t('territory.filterText')}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            ask(event.currentTarget.value)
          }}
        />
        <NativeSelect
          aria-label={t('territory.state')}
          value={search.freshness ?? ''}
          onChange={(event) =>
            change({ freshness: (event.currentTarget.value || undefined) as typeof search.freshness }, true)
          }
          data={[
            { value: '', label: t('territory.anyFreshness') },
            { value: 'fresh', label: t('common.freshness.fresh') },
            { value: 'stale', label: t('common.freshness.stale') },
            { value: 'none', label: t('common.freshness.none') },
          ]}
        />
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={10} height={37} />}
      {query.data && assets.length === 0 && (
        <Empty title={t('territory.listEmpty')}>{t('territory.listEmptyText')}</Empty>
      )}
      {assets.length > 0 && (
        <table className={table.table}>
          <caption className={table.caption}>{t('territory.listTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('territory.name')}</th>
              <th scope="col" className={table.wide}>
                {t('territory.place')}
              </th>
              <th scope="col" className={table.number}>
                {t('territory.value')}
              </th>
              <th scope="col" className={table.wide}>
                {t('territory.state')}
              </th>
              <th scope="col" className={table.number}>
                {t('territory.age')}
              </th>
            </tr>
          </thead>
          <tbody>
            {assets.map((given) => {
              const asset = search.time ? given : patchAsset(given, live)
              const type = byId.get(asset.type)
              return (
                <tr key={asset.id} data-selected={asset.id === search.asset}>
                  <th scope="row">
                    <Link to="/assets/$assetId" params={{ assetId: asset.id }} className={css.name}>
                      <AssetGlyph
                        icon={type?.icon ?? 'MapPin'}
                        fn={type?.function ?? 'map'}
                        stale={asset.freshness !== 'fresh'}
                        size={22}
                      />
                      <span>
                        {asset.name}
                        <small>{type?.[format.lang] ?? asset.type}</small>
                      </span>
                    </Link>
                  </th>
                  <td className={table.wide}>{asset.siteName ?? '–'}</td>
                  <td className={table.number} data-stale={asset.freshness !== 'fresh'}>
                    {asset.main ? <Value property={asset.main.property} value={asset.main.value} /> : '–'}
                  </td>
                  <td className={table.wide}>
                    {asset.severity ? (
                      <SeveritySign severity={asset.severity} />
                    ) : (
                      <FreshnessSign freshness={asset.freshness} />
                    )}
                  </td>
                  <td className={table.number}>{asset.main ? <Age at={asset.main.observedAt} /> : '–'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <More query={query} shown={assets.length} total={query.data?.pages[0]?.total ?? 0} />
    </div>
  )
}
