import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { assetQuery } from '../api/assets.ts'
import { useLiveValues } from '../api/live.ts'
import { patchAsset } from '../api/live-merge.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import type { Selected } from '../map/town-map.ts'

/** The asset named in the URL: with its live value for the eye (or that of a past instant), and as the map wants it. */
export function useSelected(id: string | undefined, at: string | undefined) {
  const { data } = useQuery({
    ...assetQuery(id ?? '', at),
    enabled: id !== undefined,
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
  })
  const live = useLiveValues()
  const { byId } = useAssetTypes()
  const asset = id && data ? (at ? data : patchAsset(data, live)) : null
  const type = asset && byId.get(asset.type)
  const { id: assetId, name, position, freshness, severity } = asset ?? {}
  const onMap = useMemo<Selected | null>(() => {
    if (!assetId || !name || !position || !type || !freshness) return null
    const feature = {
      id: assetId,
      name,
      type: type.id,
      function: type.function,
      icon: type.icon,
      freshness,
      severity: severity ?? '',
    }
    return { position, feature }
  }, [assetId, name, position, type, freshness, severity])
  return { asset, onMap }
}
