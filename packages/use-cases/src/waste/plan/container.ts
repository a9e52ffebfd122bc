import type { FillForecast } from '../forecast.ts'
import type { LonLat } from '../streets/network.ts'

/** A container as a tour is planned with it. Times of access are seconds after local midnight of the tour's day. */
export interface Container {
  id: string
  name: string
  position: LonLat
  capacityM3: number
  /** Newest good reading, per cent. */
  fill: number | null
  /** null: silent, or nothing known of it yet. */
  forecast: FillForecast | null
  serviceS: number
  accessFromS: number | null
  accessUntilS: number | null
}

export interface Tip {
  name: string
  position: LonLat
  opensS: number
  closesS: number
  serviceS: number
}

/** How a territory collects. Times in seconds after local midnight. */
export interface CollectionSetup {
  depot: LonLat
  tips: readonly Tip[]
  trucks: number
  /** What a truck carries, compacted. */
  capacityM3: number
  /** So many cubic metres of loose waste become one. */
  compaction: number
  /** On which trucks go: 1 Monday to 7 Sunday. */
  days: readonly number[]
  shift: { fromS: number; untilS: number }
  pause: { afterS: number; lastsS: number } | null
  /** Speed of a truck, as a share of what the network says. */
  pace: number
  costs: { crewPerHour: number; perKm: number; perTruck: number }
  choice: {
    /** Emptied when it is predicted to stand at so much when the truck passes. */
    fullFrom: number
    /** Taken along when it is on the way and at so much. */
    neighbourFrom: number
    neighbourDetourS: number
    /** With fewer that need it no truck leaves, unless one would overflow before the next can. */
    leastStops: number
  }
}
