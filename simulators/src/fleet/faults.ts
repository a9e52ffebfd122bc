import { randomFor } from '../random.ts'

/** Shares of messages, 0 to 1. Radio losses come on top, from distance and spreading factor. */
export interface Faults {
  duplicates: number
  gaps: number
  late: number
  garbage: number
}

export const noFaults: Faults = { duplicates: 0, gaps: 0, late: 0, garbage: 0 }

export type Fate = 'sent' | 'twice' | 'lost' | 'late' | 'garbage'

/** What happens to one message; the same at each replay. */
export function fateOf(faults: Faults, key: string, at: number): Fate {
  let draw = randomFor('fate', key, at)()
  const fates = [
    ['twice', faults.duplicates],
    ['lost', faults.gaps],
    ['late', faults.late],
    ['garbage', faults.garbage],
  ] as const
  for (const [fate, share] of fates) {
    if (draw < share) return fate
    draw -= share
  }
  return 'sent'
}
