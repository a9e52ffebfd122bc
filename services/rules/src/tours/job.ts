import type {
  Chosen,
  CollectionSetup,
  LonLat,
  Matrix,
  PlannedTour,
  ReplayedContainer,
  ReplayedDay,
  Solution,
  StreetNetwork,
} from '@trame/use-cases'

/** What the thread is given; all of it plain data, since it goes by structured clone. */
export interface SolverJob {
  setup: CollectionSetup
  /** Every place that any of the plans calls at: the depot, containers by their ids, tips. */
  places: { ids: string[]; positions: LonLat[] }
  /** The territory's own streets, with what is known of them from before, or the answer of a router. */
  ways: { network: StreetNetwork; matrix: Matrix | null } | { matrix: Matrix }
  /** Raised by whoever no longer wants the plan. */
  cancel: SharedArrayBuffer
  work:
    | { kind: 'matrix' }
    | {
        kind: 'day'
        chosen: Chosen[]
        fixed: Chosen[] | null
        seconds: number
        seed: number
        /** Found by another solver: the thread only presents it. */
        solved: { tour: Solution; fixed: Solution | null } | null
      }
    | {
        kind: 'replay'
        containers: ReplayedContainer[]
        timeZone: string
        firstDay: number
        lastDay: number
        secondsADay: number
      }
}

export type SolverAnswer =
  | { kind: 'progress'; share: number }
  | { kind: 'matrix'; matrix: Matrix }
  | { kind: 'day'; tour: PlannedTour; fixed: PlannedTour | null }
  | { kind: 'replay'; fixed: ReplayedDay[]; proposed: ReplayedDay[] }
