import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { LiveValue } from '@trame/domain'
import { useEffect, useMemo, useRef, useState } from 'react'
import { assetPageQuery, assetQuery } from '../api/assets.ts'
import { onLiveBatch } from '../api/live.ts'
import type { MapFilter } from '../map/map-style.ts'
import { type FeedRow, mergeFeed, rowsOf } from './feed.ts'

const mostRows = 40
const stepMs = 1_000

/** The list moves once a second at most, and not at all while paused. */
export function useFeed(filter: MapFilter, paused: boolean) {
  const client = useQueryClient()
  const seed = useQuery(assetPageQuery(filter, 300))
  const assets = seed.data?.items
  const known = useMemo(() => new Set(assets?.map((asset) => asset.id)), [assets])
  const start = useMemo(() => mergeFeed(rowsOf(assets ?? []), [], mostRows), [assets])
  const [rows, setRows] = useState<FeedRow[]>(start)
  const waiting = useRef<LiveValue[]>([])

  useEffect(() => {
    for (const asset of assets ?? [])
      client.setQueryData(assetQuery(asset.id).queryKey, (old) => old ?? asset)
    setRows(start)
  }, [assets, start, client])

  const filtered = Boolean(filter.function || filter.type)
  useEffect(() => {
    if (paused) return
    const stop = onLiveBatch((batch) => {
      waiting.current.push(
        ...(filtered ? batch.filter((value) => value.assetId && known.has(value.assetId)) : batch),
      )
      if (waiting.current.length > 5_000) waiting.current.splice(0, waiting.current.length - 5_000)
    })
    const step = setInterval(() => {
      const batch = waiting.current.splice(0)
      if (batch.length > 0) setRows((before) => mergeFeed(before, batch, mostRows))
    }, stepMs)
    return () => {
      stop()
      clearInterval(step)
    }
  }, [paused, filtered, known])

  return { rows, error: seed.error, loading: seed.isPending, retry: seed.refetch }
}
