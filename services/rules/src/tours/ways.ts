import { type Db, truckStreets } from '@trame/database'
import type { LonLat, PlannedTour } from '@trame/use-cases'
import type { SolverJob } from './job.ts'

/** Where distances come from: the territory's own streets, or a router that the operator has named. */
export interface Ways {
  name: string
  between(organisationId: string, places: readonly LonLat[]): Promise<SolverJob['ways']>
  /** Of each route, on the ground. */
  lines(planned: PlannedTour): Promise<[number, number][][]>
}

const linesOf = (planned: PlannedTour) =>
  planned.routes.map(({ line }) => line.map(([x, y]): [number, number] => [x, y]))

/** A territory without streets gets distances as the crow flies, times 1.3; the plan says how many. */
export const ownStreets = (db: Db): Ways => ({
  name: 'streets',
  between: async (organisationId) => ({ network: await truckStreets(db, organisationId) }),
  lines: async (planned) => linesOf(planned),
})
