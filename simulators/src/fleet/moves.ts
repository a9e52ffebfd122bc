import { gaussian, randomFor } from '../random.ts'
import { winters } from '../territory/seasons.ts'
import type { Position } from '../wire/position.ts'
import { dayMs, hourMs } from '../world/local-time.ts'
import type { Member } from './member.ts'
import { moved } from './placement.ts'

/** About once a month it is carried off, rolls away or is driven into, and somebody brings it back (domain.md 4.1). */
const everyMs = 30 * dayMs
const [shortestMs, longestMs] = [6 * hourMs, 72 * hourMs]
const [nearestM, farthestM] = [80, 400]
/** What a satellite receiver under a lid is off by, one sigma on each axis. */
const fixM = 4

/** Models whose frames say where they are. */
const positioned = new Set(['pf-wilsen-sonic'])

export interface Whereabouts {
  /** Where it finds itself, as well as its receiver can tell. */
  fix(at: number): Position
  isAway(at: number): boolean
}

/** Of a thing that tells where it is; null of all others. `share` of them do not stay where they were put. */
export function whereaboutsOf(
  share: number,
  { key, position, wintersAt, lorawan }: Member,
): Whereabouts | null {
  if (!lorawan || !positioned.has(lorawan.modelId)) return null
  const restless = randomFor('moved', key)() < share
  const awayAt = (at: number) => (restless ? spellAt(key, at) : null)
  return {
    isAway: (at) => awayAt(at) !== null,
    fix(at) {
      const home = wintersAt && winters(at) ? wintersAt : position
      const [east, north] = awayAt(at) ?? [0, 0]
      const random = randomFor('fix', key, at)
      return moved(home, east + gaussian(random, 0, fixM), north + gaussian(random, 0, fixM))
    },
  }
}

/** How far it is away, east and north in metres; null while it is where it belongs. */
function spellAt(key: string, at: number): [east: number, north: number] | null {
  const block = Math.floor(at / everyMs)
  const random = randomFor('away', key, block)
  const from = block * everyMs + random() * (everyMs - longestMs)
  const until = from + shortestMs + random() * (longestMs - shortestMs)
  if (at < from || at >= until) return null
  const metres = nearestM + random() * (farthestM - nearestM)
  const bearing = random() * 2 * Math.PI
  return [metres * Math.sin(bearing), metres * Math.cos(bearing)]
}
