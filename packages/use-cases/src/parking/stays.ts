/** A bay's sensor says what is so now: at a change, and again in each heartbeat. Times are ms since 1970. */
export interface BayEvent {
  at: number
  bay: string
  occupied: boolean
}

export interface Stay {
  bay: string
  /** Null: the car stood there when we began to look. */
  from: number | null
  /** Null: it stands there still. */
  to: number | null
}

/**
 * Cars of each bay, in order of time. A state that is said again changes nothing, so that a heartbeat repairs an event
 * that was lost: the car came, or left, when we first heard of it.
 */
export function staysOf(events: readonly BayEvent[]): Stay[] {
  const open = new Map<string, Stay>()
  const seen = new Set<string>()
  const stays: Stay[] = []
  for (const { at, bay, occupied } of [...events].sort((a, b) => a.at - b.at)) {
    const stay = open.get(bay)
    if (occupied && !stay) {
      const begun: Stay = { bay, from: at, to: null }
      open.set(bay, begun)
      stays.push(begun)
    } else if (!occupied && stay) {
      stay.to = at
      open.delete(bay)
    } else if (!occupied && !seen.has(bay)) {
      stays.push({ bay, from: null, to: at })
    }
    seen.add(bay)
  }
  return stays
}
