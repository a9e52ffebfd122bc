import { stopOutcomes, type TourDetail, type TourStop } from '@trame/domain'

type Geometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'LineString'; coordinates: [number, number][] }

/** Stops are numbered through all trucks, in the order of the table. */
export const numberedStops = ({ stopsList }: TourDetail) =>
  stopsList.filter(({ kind }) => kind === 'stop').map((stop, i) => ({ ...stop, number: i + 1 }))

/** How many ended in each way; a way in which none ended is left out. */
export const outcomeCounts = (stops: readonly Pick<TourStop, 'outcome'>[]) =>
  stopOutcomes
    .map((outcome) => ({ outcome, count: stops.filter((stop) => stop.outcome === outcome).length }))
    .filter(({ count }) => count > 0)

export function tourFeatures(tour: TourDetail) {
  const feature = (geometry: Geometry, properties: Record<string, unknown>) => ({
    type: 'Feature' as const,
    geometry,
    properties,
  })
  const lines = (layer: string, all: [number, number][][]) =>
    all
      .filter((line) => line.length > 1)
      .map((coordinates) => feature({ type: 'LineString', coordinates }, { layer }))
  const point = (position: readonly [number, number]): Geometry => ({
    type: 'Point',
    coordinates: [position[0], position[1]],
  })
  const { result } = tour
  const places = new Map(
    tour.stopsList.filter(({ kind }) => kind === 'tip').map((tip) => [tip.name, tip.position]),
  )
  return {
    type: 'FeatureCollection' as const,
    features: [
      ...lines('fixed', result?.fixedLines ?? []),
      ...lines('way', result?.lines ?? []),
      ...[...(result?.waiting ?? []), ...(result?.missed ?? [])].map(({ position, assetId }) =>
        feature(point(position), { layer: 'waiting', id: assetId }),
      ),
      ...[...places].map(([label, position]) => feature(point(position), { layer: 'place', label })),
      ...numberedStops(tour).map(({ id, position, number, outcome }) =>
        feature(point(position), { layer: 'stop', id, label: String(number), outcome: outcome ?? 'open' }),
      ),
    ],
  }
}

export function boundsOf(tour: TourDetail): [number, number, number, number] {
  const all = [
    ...(tour.result?.lines.flat() ?? []),
    ...(tour.result?.waiting.map(({ position }) => position) ?? []),
    ...tour.stopsList.map(({ position }) => position),
  ]
  const lon = all.map(([x]) => x)
  const lat = all.map(([, y]) => y)
  return all.length === 0
    ? [-5, 42, 9, 51]
    : [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)]
}
