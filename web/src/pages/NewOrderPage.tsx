import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type CommandTargets, commandKind } from '@trame/domain'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orderPreviewQuery } from '../api/commands.ts'
import { multicastGroupsQuery } from '../api/multicast-groups.ts'
import { baseMapQuery, sitesQuery } from '../api/territory.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import css from '../command/Command.module.css'
import { drawnKinds } from '../command/drawn-kinds.ts'
import { OrderForm } from '../command/OrderForm.tsx'
import { OrderMap } from '../command/OrderMap.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { formatArea, parseArea, polygonOf } from '../map/area.ts'
import type { NewOrderSearch } from '../routes.tsx'
import { Empty } from '../ui/Empty.tsx'
import page from '../ui/page.module.css'
import table from '../ui/table.module.css'
import { usePageTitle } from '../ui/use-page-title.ts'
import { Value } from '../ui/Value.tsx'

/** A lamp, a street, a drawn area or a filter: what is chosen stands in the URL, and is read back before it is ordered. */
export function NewOrderPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const search = useSearch({ from: '/inside/commands/new' })
  const navigate = useNavigate({ from: '/commands/new' })
  const { types } = useAssetTypes()
  const { data: sites = [] } = useQuery(sitesQuery)
  const { data: base } = useQuery(baseMapQuery)
  const { data: groups = [] } = useQuery(multicastGroupsQuery)
  usePageTitle(t('command.order.new'))
  const change = (next: Partial<NewOrderSearch>) =>
    navigate({
      // A group is told as a whole: whoever narrows the choice tells each alone.
      search: (old) => ({ ...old, group: undefined, ...next }),
      replace: true,
      resetScroll: false,
    })
  const [tag, setTag] = useState(search.tag ?? '')
  const askTag = useDebouncedCallback((text: string) => change({ tag: text.trim() || undefined }), 300)

  const kind = search.kind ?? 'light.dim'
  const type = search.type ?? 'streetLamp'
  const ring = useMemo(() => parseArea(search.area), [search.area])
  const single = search.assets?.split(',')
  const targets = targetsOf({ ...search, type }, ring)
  const chosen = useQuery(orderPreviewQuery(kind, targets))
  const [west, south, east, north] = base?.bounds ?? [-180, -85, 180, 85]
  const everywhere = polygonOf([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ])
  const candidates = useQuery(orderPreviewQuery(kind, base ? { type, polygon: everywhere } : null))
  const ids = useMemo(() => new Set(chosen.data?.assets.map(({ id }) => id)), [chosen.data])
  const property = kind === 'light.resume' ? 'light.level' : commandKind(kind).envelope?.property
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs}>
          <Link to="/commands">{t('command.title')}</Link>
          <span aria-hidden>›</span>
        </nav>
        <div className={page.title}>
          <h1>{t('command.order.new')}</h1>
        </div>
      </header>
      <div className={page.columns}>
        <div className={page.main}>
          <OrderMap
            candidates={candidates.data?.assets ?? []}
            chosen={ids}
            property={property}
            area={ring}
            onArea={(next) => change({ area: next ? formatArea(next) : undefined, assets: undefined })}
            onToggle={(id) => {
              const next = single?.includes(id)
                ? single.filter((each) => each !== id)
                : [...(single ?? []), id]
              change({ assets: next.join(',') || undefined, area: undefined })
            }}
          />
          <section className={page.section}>
            <div className={page.sectionHead}>
              <h2>
                {t('command.order.targets', {
                  count: chosen.data?.total ?? 0,
                  n: format.number(chosen.data?.total ?? 0),
                })}
              </h2>
            </div>
            {targets === null && (
              <Empty title={t('command.order.choose')}>{t('command.order.chooseText')}</Empty>
            )}
            {targets !== null && chosen.data?.total === 0 && <Empty title={t('command.order.nothing')} />}
            {(chosen.data?.assets.length ?? 0) > 0 && (
              <table className={table.table}>
                <caption className={table.caption}>{t('command.order.targetsTable')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('command.thing')}</th>
                    <th scope="col" className={table.wide}>
                      {t('asset.site')}
                    </th>
                    <th scope="col" className={table.number}>
                      {t('command.observed')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {chosen.data?.assets.slice(0, 200).map((asset) => (
                    <tr key={asset.id}>
                      <th scope="row">{asset.name}</th>
                      <td className={table.wide}>{asset.siteName ?? '–'}</td>
                      <td className={table.number}>
                        {asset.value === null || !property ? (
                          '–'
                        ) : (
                          <Value property={property} value={asset.value} />
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        </div>
        <aside className={page.side}>
          <section className={`${page.section} ${css.form}`}>
            <NativeSelect
              label={t('command.what')}
              value={kind}
              onChange={(event) =>
                change({ kind: event.currentTarget.value as typeof kind, group: search.group })
              }
              data={drawnKinds.map((each) => ({ value: each, label: commandKind(each)[format.lang] }))}
            />
            {groups.length > 0 && (
              <NativeSelect
                label={t('command.order.group')}
                value={search.group ?? ''}
                onChange={(event) =>
                  navigate({
                    search: ({ kind }) => ({ kind, group: event.currentTarget.value || undefined }),
                    replace: true,
                    resetScroll: false,
                  })
                }
                data={[
                  { value: '', label: t('command.order.noGroup') },
                  ...groups.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
            <NativeSelect
              label={t('command.order.type')}
              value={type}
              onChange={(event) => change({ type: event.currentTarget.value, assets: undefined })}
              data={types.map((each) => ({ value: each.id, label: each[format.lang] }))}
            />
            <NativeSelect
              label={t('command.order.site')}
              value={search.site ?? ''}
              onChange={(event) => change({ site: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: t('command.order.anySite') },
                ...sites.map((site) => ({ value: site.id, label: site.name })),
              ]}
            />
            <TextInput
              label={t('command.order.tag')}
              value={tag}
              onChange={(event) => {
                setTag(event.currentTarget.value)
                askTag(event.currentTarget.value)
              }}
            />
          </section>
          <section className={page.section}>
            <OrderForm key={kind} kind={kind} targets={targets} />
          </section>
        </aside>
      </div>
    </div>
  )
}

function targetsOf(
  { type, tag, site, assets, group }: NewOrderSearch,
  ring: ReturnType<typeof parseArea>,
): CommandTargets | null {
  if (group) return { multicastGroupId: group }
  if (assets) return { assetIds: assets.split(',') }
  if (!tag && !site && !ring) return null
  return {
    ...(type && { type }),
    ...(tag && { tag }),
    ...(site && { siteId: site }),
    ...(ring && { polygon: polygonOf(ring) }),
  }
}
