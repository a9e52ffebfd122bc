import type { Matrix } from '../streets/routing.ts'
import type { TourProblem } from '../tour/problem.ts'
import type { Chosen } from './choose.ts'
import type { CollectionSetup } from './container.ts'

/** A silent container is taken for this full when it comes to the load of the truck. */
const silentFill = 80

/** Money an hour and a kilometre cost, in the unit of the setup's costs. */
export const legCost = ({ costs }: CollectionSetup, metres: number, seconds: number) =>
  (seconds / 3600) * costs.crewPerHour + (metres / 1000) * costs.perKm

/** Loose volume that the truck takes up, in its own compacted cubic metres. */
export function volumeOf({ container, fill }: Chosen, { compaction }: CollectionSetup): number {
  return (container.capacityM3 * Math.min(100, fill ?? silentFill)) / 100 / compaction
}

/** `matrix` is over the depot, the chosen ones in their order, and the tips. */
export function buildProblem(chosen: readonly Chosen[], setup: CollectionSetup, matrix: Matrix): TourProblem {
  const stops = chosen.length
  const nodes = 1 + stops + setup.tips.length
  const byNode = (depot: number, of: (one: Chosen) => number, tip: (index: number) => number) =>
    Float64Array.from({ length: nodes }, (_, node) =>
      node === 0 ? depot : node <= stops ? of(chosen[node - 1]!) : tip(node - stops - 1),
    )
  const { fromS, untilS } = setup.shift
  return {
    stops,
    tips: setup.tips.length,
    cost: matrix.metres.map((metres, i) => legCost(setup, metres, matrix.seconds[i]!)),
    duration: matrix.seconds,
    demand: byNode(
      0,
      (one) => volumeOf(one, setup),
      () => 0,
    ),
    capacity: setup.capacityM3,
    vehicles: setup.trucks,
    vehicleCost: setup.costs.perTruck,
    service: byNode(
      0,
      ({ container }) => container.serviceS,
      (i) => setup.tips[i]!.serviceS,
    ),
    opens: byNode(
      fromS,
      ({ container }) => container.accessFromS ?? 0,
      (i) => setup.tips[i]!.opensS,
    ),
    closes: byNode(
      untilS,
      ({ container }) => container.accessUntilS ?? untilS,
      (i) => setup.tips[i]!.closesS,
    ),
    // A neighbour is worth the detour that the territory allows; the time to empty it belongs to it.
    skipCost: byNode(
      Number.POSITIVE_INFINITY,
      ({ reason }) =>
        reason === 'neighbour'
          ? legCost(setup, (setup.choice.neighbourDetourS / 3600) * 25_000, setup.choice.neighbourDetourS)
          : Number.POSITIVE_INFINITY,
      () => Number.POSITIVE_INFINITY,
    ),
    ...(setup.pause && { pause: setup.pause }),
  }
}
