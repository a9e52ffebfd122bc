import { useQuery } from '@tanstack/react-query'
import type { AssetType } from '@trame/domain'
import { useMemo } from 'react'
import { assetTypesQuery } from './assets.ts'

const none: AssetType[] = []

export function useAssetTypes() {
  const { data = none } = useQuery(assetTypesQuery)
  return useMemo(() => ({ types: data, byId: new Map(data.map((type) => [type.id, type])) }), [data])
}
