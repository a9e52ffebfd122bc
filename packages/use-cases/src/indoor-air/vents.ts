export type VentOrder = 'OPEN' | 'HALF' | 'CLOSED'

/** What is known at an instant; what is missing decides nothing. */
export interface VentSituation {
  occupied: boolean
  co2?: number | null
  /** Air inside and outside, Cel. */
  inside?: number | null
  outside?: number | null
  rain?: boolean
  /** m/s. */
  wind?: number | null
  alarm?: boolean
  /** Of the outdoor air, 1 to 6. */
  outdoorSubIndex?: number | null
}

export const ventLimits = {
  openPpm: 1000,
  halfPpm: 800,
  windMs: 12,
  purgeInside: 24,
  purgeDifference: 2,
  purgeOutside: 12,
  foulSubIndex: 5,
  /** Above it, foul air outside is still the better one. */
  inAnyCasePpm: 1500,
  leastPauseMs: 5 * 60_000,
  byHandMs: 30 * 60_000,
}

/** First rule that holds: weather and alarm, foul air outside, CO2 of the people in the room, purge of a hot empty one. */
export function ventOrder(situation: VentSituation, limits = ventLimits): VentOrder {
  const {
    occupied,
    co2 = null,
    inside = null,
    outside = null,
    wind = null,
    outdoorSubIndex = null,
  } = situation
  if (situation.alarm || situation.rain || (wind !== null && wind > limits.windMs)) return 'CLOSED'
  const foulOutside = outdoorSubIndex !== null && outdoorSubIndex >= limits.foulSubIndex
  if (foulOutside && (co2 === null || co2 <= limits.inAnyCasePpm)) return 'CLOSED'
  if (occupied && co2 !== null && co2 >= limits.openPpm) return 'OPEN'
  if (occupied && co2 !== null && co2 >= limits.halfPpm) return 'HALF'
  const warm = !occupied && inside !== null && inside >= limits.purgeInside
  const coolOutside =
    inside !== null &&
    outside !== null &&
    inside - outside >= limits.purgeDifference &&
    outside >= limits.purgeOutside
  return warm && coolOutside ? 'OPEN' : 'CLOSED'
}

export interface VentHistory {
  position: VentOrder
  movedAt: number | null
  /** When somebody last moved it by its button. */
  byHandAt: number | null
}

/**
 * The order with its manners: five minutes between two moves, and half an hour for who pressed the button. Rain, wind and alarm
 * wait for neither.
 */
export function nextVentOrder(
  situation: VentSituation,
  { position, movedAt, byHandAt }: VentHistory,
  at: number,
  limits = ventLimits,
): { order: VentOrder; because: 'decision' | 'pause' | 'byHand' } {
  const wanted = ventOrder(situation, limits)
  const { wind = null } = situation
  const unsafe = situation.alarm || situation.rain || (wind !== null && wind > limits.windMs)
  if (unsafe) return { order: wanted, because: 'decision' }
  if (byHandAt !== null && at - byHandAt < limits.byHandMs) return { order: position, because: 'byHand' }
  if (wanted !== position && movedAt !== null && at - movedAt < limits.leastPauseMs)
    return { order: position, because: 'pause' }
  return { order: wanted, because: 'decision' }
}

/** Opening in %, for the motor. */
export const ventPercent: Record<VentOrder, number> = { OPEN: 100, HALF: 50, CLOSED: 0 }
