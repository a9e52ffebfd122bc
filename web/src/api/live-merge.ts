import type { Asset, LatestValue, LiveValue, Series } from '@trame/domain'

/** The newest value per series; one that is older than what we have (late data) changes nothing on screen. */
export function mergeLive(
  known: ReadonlyMap<number, LiveValue>,
  values: readonly LiveValue[],
): Map<number, LiveValue> {
  const merged = new Map(known)
  for (const value of values) {
    const before = merged.get(value.seriesId)
    if (!before || Date.parse(before.observedAt) <= Date.parse(value.observedAt))
      merged.set(value.seriesId, value)
  }
  return merged
}

const asLatest = (value: LiveValue): LatestValue => ({
  seriesId: value.seriesId,
  property: value.property,
  value: value.value,
  observedAt: value.observedAt,
  receivedAt: value.observedAt,
  quality: value.quality,
  stale: false,
})

const isNewer = (latest: LatestValue | null, value: LiveValue) =>
  !latest || Date.parse(latest.observedAt) < Date.parse(value.observedAt)

export function patchSeries(series: Series, live: ReadonlyMap<number, LiveValue>): Series {
  const value = live.get(series.id)
  return value && isNewer(series.latest, value) ? { ...series, latest: asLatest(value) } : series
}

export function patchAsset(asset: Asset, live: ReadonlyMap<number, LiveValue>): Asset {
  const value = asset.main && live.get(asset.main.seriesId)
  if (!value || !isNewer(asset.main, value)) return asset
  return { ...asset, main: asLatest(value), freshness: 'fresh' }
}
