import { crowFactor, crowKmh } from '../streets/routing.ts'
import { legCost } from './build-problem.ts'
import type { CollectionSetup, Container } from './container.ts'
import type { Rough } from './rhythm.ts'

const metresPerDegree = 111_195

/**
 * A tour's money without streets or solver: always to the nearest next, to a tip (the first) as often as the loads need it, and home.
 * Too dear by a fifth or so, whatever the stops: good enough to compare rhythms.
 */
export function roughCost(containers: readonly Container[], setup: CollectionSetup): Rough {
  const perLongitude = metresPerDegree * Math.cos((setup.depot[1] * Math.PI) / 180)
  const flat = ([longitude, latitude]: readonly [number, number]) =>
    [longitude * perLongitude, latitude * metresPerDegree] as const
  const depot = flat(setup.depot)
  const tip = setup.tips[0] ? flat(setup.tips[0].position) : depot
  const places = containers.map(({ position }) => flat(position))
  const far = (a: readonly [number, number], b: readonly [number, number]) =>
    crowFactor * Math.hypot(a[0] - b[0], a[1] - b[1])
  const leg = (metres: number) => legCost(setup, metres, (metres / (crowKmh * setup.pace)) * 3.6)

  return (called) => {
    if (called.length === 0) return 0
    const waiting = new Set(called)
    let cost = setup.costs.perTruck
    let at = depot
    let load = 0
    while (waiting.size > 0) {
      let next = -1
      let nearest = Number.POSITIVE_INFINITY
      for (const one of waiting) {
        const metres = far(at, places[one]!)
        if (metres < nearest) {
          nearest = metres
          next = one
        }
      }
      waiting.delete(next)
      at = places[next]!
      const { capacityM3, serviceS } = containers[next]!
      load += capacityM3 / setup.compaction
      cost += leg(nearest) + legCost(setup, 0, serviceS)
    }
    const emptyings = Math.max(1, Math.ceil(load / setup.capacityM3))
    return cost + leg(far(at, tip)) + leg(far(tip, depot)) + (emptyings - 1) * 2 * leg(far(depot, tip))
  }
}
