import type { LonLat } from '../streets/network.ts'
import { atPace, type StreetRouting } from '../streets/routing.ts'
import { type Solution, type SolveOptions, solve } from '../tour/solve.ts'
import { buildProblem } from './build-problem.ts'
import type { Chosen } from './choose.ts'
import type { CollectionSetup } from './container.ts'
import { figuresOf, type PlannedRoute, presentRoutes, type TourFigures } from './present.ts'

export interface PlannedTour {
  routes: PlannedRoute[]
  /** Ids of neighbours that were not worth the way, and of what no truck could reach. */
  skipped: string[]
  complete: boolean
  figures: TourFigures
  /** Legs that no street led along. */
  guessed: number
  steps: number
}

/** The depot, the chosen ones and the tips: the order in which matrices and problems number them. */
export const placesOf = (chosen: readonly Chosen[], { depot, tips }: CollectionSetup): LonLat[] => [
  depot,
  ...chosen.map(({ container }) => container.position),
  ...tips.map(({ position }) => position),
]

export function planTour(
  chosen: readonly Chosen[],
  setup: CollectionSetup,
  routing: StreetRouting,
  options: SolveOptions,
): PlannedTour {
  const matrix = atPace(routing.matrix(), setup.pace)
  const problem = buildProblem(chosen, setup, matrix)
  return present(solve(problem, options), { problem, chosen, setup, matrix, routing })
}

/** The order of stops that somebody else found. */
export function presentTour(
  chosen: readonly Chosen[],
  setup: CollectionSetup,
  routing: StreetRouting,
  solution: Solution,
): PlannedTour {
  const matrix = atPace(routing.matrix(), setup.pace)
  const problem = buildProblem(chosen, setup, matrix)
  return present(solution, { problem, chosen, setup, matrix, routing })
}

function present(solution: Solution, given: Parameters<typeof presentRoutes>[1]): PlannedTour {
  const { chosen, matrix } = given
  const routes = presentRoutes(solution.routes, given)
  return {
    routes,
    skipped: solution.skipped.map((stop) => chosen[stop - 1]!.container.id),
    complete: solution.complete,
    figures: figuresOf(routes),
    guessed: matrix.guessed,
    steps: solution.steps,
  }
}
