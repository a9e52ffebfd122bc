import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BaseMap } from '../api/territory.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import type { Camera } from './camera.ts'
import css from './MapView.module.css'
import type { MapFilter } from './map-style.ts'
import { createTownMap, type Selected, type TownMap } from './town-map.ts'
import type { VisibleAssets } from './visible-assets.ts'
import './fonts.css'
import './map.css'

interface Props {
  base: BaseMap
  camera: Camera | null
  selectedAtStart: string | null
  filter: MapFilter
  /** So many assets that one tile may hold more signs than can be drawn. */
  dense: boolean
  selected: Selected | null
  /** Room that panels take from the map, in pixels. */
  padding: { top?: number; right?: number; bottom?: number; left?: number }
  onMove: (camera: Camera) => void
  onSelect: (assetId: string | null) => void
  onVisible: (visible: VisibleAssets) => void
  onReady: (town: TownMap | null) => void
}

/** Hands what changed to the map; the map itself lives outside React. */
export function MapView({
  base,
  camera,
  selectedAtStart,
  filter,
  dense,
  selected,
  padding,
  ...handlers
}: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const theme = useResolvedTheme()
  const container = useRef<HTMLDivElement>(null)
  const [town, setTown] = useState<TownMap | null>(null)
  const onMove = useEffectEvent(handlers.onMove)
  const onSelect = useEffectEvent(handlers.onSelect)
  const onVisible = useEffectEvent(handlers.onVisible)
  const onReady = useEffectEvent(handlers.onReady)
  const start = useEffectEvent((element: HTMLElement) =>
    createTownMap({
      container: element,
      base,
      camera,
      selectedAtStart,
      lang,
      filter,
      dense,
      label: t('territory.mapLabel'),
      onMove: (next) => onMove(next),
      onSelect: (id) => onSelect(id),
      onVisible: (visible) => onVisible(visible),
    }),
  )

  useEffect(() => {
    const made = start(container.current!)
    setTown(made)
    onReady(made)
    return () => {
      onReady(null)
      setTown(null)
      made.destroy()
    }
  }, [])

  const { top = 0, right = 0, bottom = 0, left = 0 } = padding
  useEffect(
    () => town?.map.setPadding({ top, right, bottom, left }) && undefined,
    [town, top, right, bottom, left],
  )
  useEffect(() => town?.setFilter(filter), [town, filter])
  useEffect(() => town?.setSelected(selected), [town, selected])

  const drawn = useRef({ theme, lang })
  useEffect(() => {
    if (drawn.current.theme === theme && drawn.current.lang === lang) return
    drawn.current = { theme, lang }
    town?.restyle(lang)
  }, [town, theme, lang])

  return <div ref={container} className={css.map} data-testid="map" />
}
