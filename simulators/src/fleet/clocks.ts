import { randomFor } from '../random.ts'
import { dayMs } from '../world/local-time.ts'

/** A clock that nobody trusts: as far off as it was set, and from there on too fast or too slow (domain.md 4.1). */
export interface WrongClock {
  /** ms ahead of the truth (behind: negative) whenever it is set. */
  offsetMs: number
  /** Parts per million that it gains, or loses. */
  driftPpm: number
}

const setEveryMs = 30 * dayMs
const farthestPpm = 20
/** Offset and drift together stay within five minutes. */
const farthestMs = 5 * 60_000 - (setEveryMs * farthestPpm) / 1e6

/** The wrong clock of a share of those who have one, for all their life; null = it is right. */
export function wrongClockOf(share: number, key: string): WrongClock | null {
  const random = randomFor('clock', key)
  if (random() >= share) return null
  const within = (most: number) => (2 * random() - 1) * most
  return { offsetMs: Math.round(within(farthestMs)), driftPpm: Math.round(within(farthestPpm) * 10) / 10 }
}

/** What the clock shows at an instant. It is set again, as wrongly as before, every thirty days. */
export function shownBy(clock: WrongClock | null, at: number): number {
  if (!clock) return at
  return Math.round(at + clock.offsetMs + ((at % setEveryMs) * clock.driftPpm) / 1e6)
}

const signed = (value: number) => `${value < 0 ? '' : '+'}${value}`

/** As the ledger has it: "+214.5 s, -13 ppm". */
export const describeClock = (clock: WrongClock | null): string =>
  clock ? `${signed(clock.offsetMs / 1000)} s, ${signed(clock.driftPpm)} ppm` : 'right'
