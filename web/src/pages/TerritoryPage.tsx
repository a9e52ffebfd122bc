import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { baseMapQuery, overviewQuery } from '../api/territory.ts'
import { type Camera, formatCamera, parseCamera } from '../map/camera.ts'
import type { TownMap } from '../map/town-map.ts'
import type { TerritorySearch } from '../routes.tsx'
import { AssetCallout } from '../territory/AssetCallout.tsx'
import { AssetList } from '../territory/AssetList.tsx'
import { Legend } from '../territory/Legend.tsx'
import { MapControls } from '../territory/MapControls.tsx'
import { MapToolbar } from '../territory/MapToolbar.tsx'
import { NowPanel } from '../territory/NowPanel.tsx'
import { NowSheet } from '../territory/NowSheet.tsx'
import { TimeStrip } from '../territory/TimeStrip.tsx'
import { useSelected } from '../territory/use-selected.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'
import css from './TerritoryPage.module.css'

const MapView = lazy(() => import('../map/MapView.tsx').then((module) => ({ default: module.MapView })))

export function TerritoryPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/inside/' })
  const navigate = useNavigate({ from: '/' })
  const base = useQuery(baseMapQuery)
  const overview = useQuery(overviewQuery)
  const phone = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const narrow = useMediaQuery('(max-width: 1100px)', undefined, { getInitialValueInEffect: false })
  const [town, setTown] = useState<TownMap | null>(null)
  const [count, setCount] = useState<number | null>(null)
  usePageTitle(t('territory.title'))

  const change = useCallback(
    (next: Partial<TerritorySearch>, replace = false) =>
      navigate({ search: (previous) => ({ ...previous, ...next }), replace, resetScroll: false }),
    [navigate],
  )
  const moved = useCallback((camera: Camera) => change({ at: formatCamera(camera) }, true), [change])
  const filter = useMemo(
    () => ({ function: search.function, type: search.type, at: search.time }),
    [search.function, search.type, search.time],
  )
  const selected = useSelected(search.asset, search.time)
  const list = search.view === 'list'
  // On a narrow screen panels lie over the map as sheets and take nothing from it.
  const padding = phone ? { bottom: search.asset ? 180 : 60 } : { right: narrow ? 312 : 356, bottom: 90 }

  return (
    <div className={css.page} data-view={list ? 'list' : 'map'}>
      <h1 className={css.hidden}>{t('territory.title')}</h1>
      {base.error && <ErrorPanel error={base.error} retry={() => void base.refetch()} />}
      {!list && base.data && !overview.isPending && (
        <Suspense>
          <MapView
            base={base.data}
            camera={parseCamera(search.at)}
            selectedAtStart={search.asset ?? null}
            filter={filter}
            dense={(overview.data?.assets.total ?? 0) > 20_000}
            selected={selected.onMap}
            padding={padding}
            onMove={moved}
            onSelect={(asset) => change({ asset: asset ?? undefined })}
            onVisible={(visible) => setCount(visible.count)}
            onReady={setTown}
          />
        </Suspense>
      )}
      <MapToolbar search={search} change={change} count={list ? null : count} />
      {list ? (
        <AssetList search={search} change={change} />
      ) : (
        <>
          <MapControls town={town} />
          <Legend />
          <TimeStrip time={search.time} change={change} />
          {base.data?.attribution && <p className={css.attribution}>{base.data.attribution}</p>}
          {selected.asset && (
            <AssetCallout asset={selected.asset} town={town} onClose={() => change({ asset: undefined })} />
          )}
        </>
      )}
      {phone ? (
        !list && !selected.asset && <NowSheet search={search} change={change} />
      ) : (
        <NowPanel search={search} change={change} />
      )}
    </div>
  )
}
