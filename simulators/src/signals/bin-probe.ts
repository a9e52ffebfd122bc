import { noiseAt, randomFor } from '../random.ts'
import { dayMs, hourMs } from '../world/local-time.ts'

/** What an ultrasonic probe takes for the waste. */
export type Echo = 'sound' | 'falseEcho' | 'blocked'

/** Nearest that a probe can tell: a bag before it reads as something less. */
export const blindM = 0.17
const blockMs = 30 * dayMs

/** A bag hangs before the probe of one bin in three, once in thirty days, for four to twenty hours. */
function blockage(key: string, at: number): { from: number; to: number } | null {
  const block = Math.floor(at / blockMs)
  const random = randomFor('blocked probe', key, block)
  if (random() >= 1 / 3) return null
  const from = block * blockMs + random() * (blockMs - dayMs)
  return { from, to: from + (4 + 16 * random()) * hourMs }
}

/** The same at each replay. `falseEchoes` is a share of readings. */
export function echoOf(key: string, at: number, falseEchoes: number): Echo {
  const bag = falseEchoes > 0 ? blockage(key, at) : null
  if (bag && at >= bag.from && at < bag.to) return 'blocked'
  return randomFor('echo', key, at)() < falseEchoes ? 'falseEcho' : 'sound'
}

/** Metres that the probe tells where the waste is `metres` away: an edge or a wall in between, or the bag. */
export function heardM(echo: Echo, key: string, at: number, metres: number, emptyM: number): number {
  if (echo === 'blocked') return blindM - 0.02 - Math.abs(noiseAt(7, at, 0.005))
  if (echo === 'falseEcho') return blindM + randomFor('wall', key, at)() * (emptyM - blindM)
  return metres
}
