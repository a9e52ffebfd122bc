export const signWords = { free: 'LIBRE', full: 'COMPLET', closed: 'FERMÉ', unknown: '---' } as const

export interface SignRule {
  /** Full at this many free places or fewer, and open again at that many: a number that flickers is not believed. */
  fullAt: number
  reopenAt: number
  /** Steps of the number between a fifth and 95 % full. */
  step: number
  /** Older than this, the count is not shown. */
  staleMs: number
}

/** [V32] a French city's rule in service; the words for full, closed and unknown are ours [D]. */
export const usualSignRule: SignRule = { fullAt: 3, reopenAt: 8, step: 5, staleMs: 10 * 60_000 }

/** Below a hundred places a step of five would show 0 while there are four. */
export const signRuleFor = (capacity: number): SignRule =>
  capacity < 100 ? { ...usualSignRule, step: 1 } : usualSignRule

export interface SignMoment {
  capacity: number
  /** Null: nobody knows. */
  free: number | null
  open?: boolean
  /** Age of the count, ms. */
  ageMs?: number
  /** It was full before. */
  full: boolean
}

export interface SignFace {
  text: string
  /** To be handed to the next moment. */
  full: boolean
}

/** What the sign of a car park shows (domain.md 12.3), and whether it counts as full from now on. */
export function signFace(moment: SignMoment, rule: SignRule = usualSignRule): SignFace {
  const { capacity, free, open = true, ageMs = 0 } = moment
  if (free === null || capacity <= 0 || ageMs > rule.staleMs)
    return { text: open ? signWords.unknown : signWords.closed, full: moment.full }
  const full = moment.full ? free < Math.min(rule.reopenAt, capacity) : free <= rule.fullAt
  if (!open) return { text: signWords.closed, full }
  if (full) return { text: signWords.full, full }
  // Not 1 - free / capacity: 0.2 would be missed by rounding.
  const filled = (capacity - free) / capacity
  if (filled < 0.2) return { text: signWords.free, full }
  const shown = filled < 0.95 ? Math.floor(free / rule.step) * rule.step : Math.floor(free)
  return { text: String(shown), full }
}

/** The faces of a sign, moment after moment. */
export function signFaces(capacity: number, freeSequence: readonly number[], rule = usualSignRule): string[] {
  let full = false
  return freeSequence.map((free) => {
    const face = signFace({ capacity, free, full }, rule)
    full = face.full
    return face.text
  })
}

/** Places that will be left when one who reads the sign now gets there. */
export const freeOnArrival = (free: number, netArrivalsPerHour: number, tripMs: number): number =>
  Math.max(0, Math.floor(free - Math.max(0, netArrivalsPerHour) * (tripMs / 3_600_000)))
