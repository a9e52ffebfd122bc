import type {
  Chosen,
  CollectionSetup,
  LonLat,
  Matrix,
  PlannedTour,
  ReplayedContainer,
  ReplayedDay,
  StreetNetwork,
} from '@trame/use-cases'

/** What the thread is given; all of it plain data, since it goes by structured clone. */
export interface SolverJob {
  setup: CollectionSetup
  /** Every place that any of the plans calls at: the depot, containers by their ids, tips. */
  places: { ids: string[]; positions: LonLat[] }
  /** The territory's own streets, or the answer of a router. */
  ways: { network: StreetNetwork } | { matrix: Matrix }
  /** Raised by whoever no longer wants the plan. */
  cancel: SharedArrayBuffer
  work:
    | { kind: 'day'; chosen: Chosen[]; fixed: Chosen[] | null; seconds: number; seed: number }
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
  | { kind: 'day'; tour: PlannedTour; fixed: PlannedTour | null }
  | { kind: 'replay'; fixed: ReplayedDay[]; proposed: ReplayedDay[] }
