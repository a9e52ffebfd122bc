import type { PublishedAsset, Publisher } from '@trame/database'
import type { DatasetOffer, ParkingState, PublicCarPark, PublicParking } from '@trame/domain'
import { isOpen, usualSignRule } from '@trame/use-cases'

/** Sensors in bays speak when something changes, and every other hour: quiet is no fault. */
const bayMemoryMs = 3 * 3_600_000

export function publicCarPark(
  { id, name, position, attributes, values }: PublishedAsset,
  timeZone: string,
  now: number,
): PublicCarPark {
  const capacity = numberOf(attributes.capacity) ?? 0
  const count = values['parking.free']
  const staleMs = attributes.structure === 'voirie' ? bayMemoryMs : usualSignRule.staleMs
  const fresh = count !== undefined && now - count.observedAt.getTime() <= staleMs
  const free = fresh ? Math.max(0, Math.floor(count.value)) : null
  const open = isOpen({ id, name, type: 'carPark', attributes: attributes as never, position }, timeZone, now)
  return {
    id,
    name,
    number: numberOf(attributes.number),
    position,
    capacity,
    free,
    state: stateOf({ free, capacity, open, full: fresh && values['parking.full']?.value === 1 }),
    observedAt: count?.observedAt.toISOString() ?? null,
    opens: textOf(attributes.opens),
    closes: textOf(attributes.closes),
    structure: textOf(attributes.structure),
    accessible: numberOf(attributes.accessible),
    charging: numberOf(attributes.charging),
    freeOfCharge: typeof attributes.freeOfCharge === 'boolean' ? attributes.freeOfCharge : null,
    tariff1h: numberOf(attributes.tariff1h),
    maxStayMin: numberOf(attributes.maxStayMin),
    maxHeightCm: numberOf(attributes.maxHeightCm),
  }
}

function stateOf({
  free,
  capacity,
  open,
  full,
}: {
  free: number | null
  capacity: number
  open: boolean
  full: boolean
}): ParkingState {
  if (!open) return 'closed'
  if (free === null) return 'unknown'
  if (full || free === 0) return 'full'
  return free / capacity < 0.2 ? 'few' : 'free'
}

export function publicParking(
  publisher: Publisher,
  { id, licence }: DatasetOffer,
  assets: readonly PublishedAsset[],
  bounds: PublicParking['bounds'],
  now: Date,
): PublicParking {
  const carParks = assets.map((asset) => publicCarPark(asset, publisher.timeZone, now.getTime()))
  // A closed car park has places, and nobody can get in.
  const counted = carParks.filter(({ free, state }) => free !== null && state !== 'closed')
  const times = counted.flatMap(({ observedAt }) => observedAt ?? []).sort()
  return {
    organisation: { name: publisher.name, slug: publisher.slug },
    dataset: id,
    licence,
    at: now.toISOString(),
    free:
      counted.length === 0
        ? null
        : counted.reduce((sum, { free, state }) => sum + (state === 'full' ? 0 : free!), 0),
    observedAt: times[0] ?? null,
    bounds,
    carParks,
  }
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null)
const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
