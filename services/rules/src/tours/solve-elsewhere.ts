import type { CollectionSettings } from '@trame/domain'
import {
  atPace,
  buildProblem,
  type Chosen,
  type CollectionSetup,
  type Matrix,
  partOfMatrix,
  type Solution,
} from '@trame/use-cases'
import type { SolverJob } from './job.ts'
import { PlanRefused } from './plan-refused.ts'
import type { Ask } from './routers/ask.ts'
import { vroom } from './routers/vroom.ts'
import { refusing } from './ways.ts'

/** The order of the stops from the solver that the organisation has named. Throws PlanRefused where it gives none. */
export async function solveElsewhere(
  chosen: readonly Chosen[],
  {
    settings: { solver },
    setup,
    places: { ids, positions },
    matrix,
    ask,
  }: {
    settings: CollectionSettings
    setup: CollectionSetup
    places: SolverJob['places']
    matrix: Matrix
    ask: Ask
  },
): Promise<Solution> {
  if (solver.kind === 'own') throw new PlanRefused('internal')
  const numbers = [
    0,
    ...chosen.map(({ container }) => ids.indexOf(container.id)),
    ...setup.tips.map((_, i) => ids.length + i),
  ]
  if (positions.length !== ids.length + setup.tips.length) throw new PlanRefused('internal')
  const problem = buildProblem(chosen, setup, atPace(partOfMatrix(matrix, numbers), setup.pace))
  return refusing('vroom', vroom(problem, solver.url, ask))
}
