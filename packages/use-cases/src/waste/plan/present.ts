import type { LonLat } from '../streets/network.ts'
import type { Matrix, StreetRouting } from '../streets/routing.ts'
import type { TourProblem } from '../tour/problem.ts'
import { type Passage, schedule } from '../tour/walk.ts'
import type { ChoiceReason, Chosen } from './choose.ts'
import type { CollectionSetup } from './container.ts'

export interface PlannedStop {
  kind: 'stop' | 'tip' | 'depot'
  containerId: string | null
  name: string
  position: LonLat
  reason: ChoiceReason | null
  fill: number | null
  /** Seconds after local midnight. */
  arrivesS: number
  leavesS: number
  /** Cubic metres in the truck when it leaves. */
  loadM3: number
  pausedS: number
  /** Way to here. */
  metres: number
}

export interface PlannedRoute {
  leavesS: number
  returnsS: number
  metres: number
  drivingS: number
  stops: PlannedStop[]
  line: LonLat[]
}

export interface TourFigures {
  metres: number
  /** From leaving the depot to the return, of all trucks. */
  seconds: number
  stops: number
  trucks: number
  tips: number
  meanFill: number | null
}

/** Routes as people read them. `places`: the depot, the chosen ones, the tips. */
export function presentRoutes(
  routes: readonly (readonly number[])[],
  {
    problem,
    chosen,
    setup,
    matrix,
    routing,
  }: {
    problem: TourProblem
    chosen: readonly Chosen[]
    setup: CollectionSetup
    matrix: Matrix
    routing: StreetRouting
  },
): PlannedRoute[] {
  const nodes = 1 + problem.stops + problem.tips
  return routes.map((route) => {
    const passages = schedule(problem, route)
    if (!passages) throw new Error('a planned route cannot be driven')
    let at = 0
    let drivingS = 0
    const line: LonLat[] = []
    const stops = passages.map((passage): PlannedStop => {
      const metres = matrix.metres[at * nodes + passage.node]!
      drivingS += matrix.seconds[at * nodes + passage.node]!
      if (at !== passage.node) line.push(...routing.line(at, passage.node))
      at = passage.node
      return { ...placeOf(passage, chosen, setup), ...timesOf(passage), metres }
    })
    const first = passages[0]!
    const leavesS = first.arrivesAt - first.pausedS - matrix.seconds[first.node]!
    return {
      leavesS: Math.round(leavesS),
      returnsS: Math.round(passages.at(-1)!.arrivesAt),
      metres: stops.reduce((sum, stop) => sum + stop.metres, 0),
      drivingS,
      stops,
      line,
    }
  })
}

const timesOf = ({ arrivesAt, leavesAt, load, pausedS }: Passage) => ({
  arrivesS: Math.round(arrivesAt),
  leavesS: Math.round(leavesAt),
  loadM3: Math.round(load * 100) / 100,
  pausedS,
})

function placeOf({ node }: Passage, chosen: readonly Chosen[], setup: CollectionSetup) {
  const none = { containerId: null, reason: null, fill: null }
  if (node === 0) return { kind: 'depot' as const, name: '', position: setup.depot, ...none }
  if (node > chosen.length) {
    const { name, position } = setup.tips[node - chosen.length - 1]!
    return { kind: 'tip' as const, name, position, ...none }
  }
  const { container, reason, fill } = chosen[node - 1]!
  const { id, name, position } = container
  return { kind: 'stop' as const, containerId: id, name, position, reason, fill }
}

export function figuresOf(routes: readonly PlannedRoute[]): TourFigures {
  const stops = routes.flatMap((route) => route.stops)
  const fills = stops.flatMap(({ fill }) => (fill === null ? [] : [fill]))
  return {
    metres: routes.reduce((sum, { metres }) => sum + metres, 0),
    seconds: routes.reduce((sum, { leavesS, returnsS }) => sum + returnsS - leavesS, 0),
    stops: stops.filter(({ kind }) => kind === 'stop').length,
    trucks: routes.length,
    tips: stops.filter(({ kind }) => kind === 'tip').length,
    meanFill: fills.length === 0 ? null : fills.reduce((sum, fill) => sum + fill, 0) / fills.length,
  }
}
