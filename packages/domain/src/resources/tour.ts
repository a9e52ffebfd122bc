import { z } from 'zod'
import { Instant, Photo, Position } from './common.ts'

export const tourStatuses = [
  'queued',
  'solving',
  'planned',
  'failed',
  'cancelled',
  'published',
  'done',
] as const
export const TourStatus = z.enum(tourStatuses)
export type TourStatus = z.infer<typeof TourStatus>

/** What the crew says of a stop. */
export const stopOutcomes = ['emptied', 'blocked', 'damaged'] as const
export const StopOutcome = z.enum(stopOutcomes)
export type StopOutcome = z.infer<typeof StopOutcome>

export const stopReasons = ['full', 'fullBeforeNext', 'soon', 'neighbour', 'silent', 'fixed'] as const

/** Figures of a day, of one way to collect. Fuel and carbon by the factors of that day. */
export const TourFigures = z
  .object({
    metres: z.number(),
    seconds: z.number(),
    stops: z.int(),
    trucks: z.int(),
    tips: z.int(),
    meanFill: z.number().nullable(),
    litres: z.number(),
    kgCo2e: z.number(),
    /** Crew, kilometres and trucks by the costs of the collection settings. Plans made before this was counted have none. */
    euros: z.number().nullable().default(null),
  })
  .meta({ id: 'TourFigures' })
export type TourFigures = z.infer<typeof TourFigures>

const Line = z.array(Position)

const WaitingContainer = z.object({
  assetId: z.string(),
  name: z.string(),
  position: Position,
  fill: z.number().nullable(),
})
const Hours = z.number().nullable()
/** Hours from the plan's hour until a container is full. */
export const StopForecast = z.object({ p10: Hours, p50: Hours, p90: Hours })

export const TourResult = z.object({
  figures: TourFigures,
  /** The fixed round of that day, on the same streets by the same solver; null: it has none that day. */
  fixed: TourFigures.nullable(),
  lines: z.array(Line),
  fixedLines: z.array(Line),
  /** Not called at. */
  waiting: z.array(WaitingContainer),
  /** Left out though they need it: no truck could reach or carry them. */
  missed: z.array(WaitingContainer),
  /** How many containers are expected to overflow before the truck is there. */
  expectedOverflows: z.number(),
  forecasts: z.record(z.string(), StopForecast),
  /** Pairs of places that no street led between: as the crow flies, with the usual detour. */
  guessed: z.int(),
  router: z.enum(['streets', 'osrm', 'valhalla', 'ign']),
  steps: z.int(),
})
export type TourResult = z.infer<typeof TourResult>

const ReplayedDay = z.object({
  date: z.iso.date(),
  metres: z.number(),
  seconds: z.number(),
  trucks: z.int().default(0),
  collected: z.int(),
  fill: z.number().nullable(),
  overflowHours: z.number(),
  missed: z.int(),
})
export const ReplayTotals = z.object({
  metres: z.number(),
  seconds: z.number(),
  litres: z.number(),
  kgCo2e: z.number(),
  euros: z.number().nullable().default(null),
  tours: z.int(),
  collected: z.int(),
  meanFill: z.number().nullable(),
  overflowHours: z.number(),
  missed: z.int(),
})
export type ReplayTotals = z.infer<typeof ReplayTotals>
export const ReplayResult = z.object({
  fixed: ReplayTotals,
  proposed: ReplayTotals,
  days: z.array(z.object({ fixed: ReplayedDay, proposed: ReplayedDay })),
  containers: z.int(),
})
export type ReplayResult = z.infer<typeof ReplayResult>

export const Tour = z
  .object({
    id: z.string(),
    number: z.int(),
    kind: z.enum(['day', 'replay']),
    date: z.iso.date(),
    untilDate: z.iso.date().nullable(),
    status: TourStatus,
    progress: z.number(),
    /** A code: `settings_missing`, `abandoned`, `internal`, or a service and what it answered, `osrm:timeout`. */
    error: z.string().nullable(),
    agent: z.object({ id: z.string(), name: z.string() }).nullable(),
    figures: TourFigures.nullable(),
    fixed: TourFigures.nullable(),
    stops: z.int(),
    reported: z.int(),
    createdAt: z.string(),
    publishedAt: z.string().nullable(),
  })
  .meta({ id: 'Tour' })
export type Tour = z.infer<typeof Tour>

export const TourStop = z
  .object({
    id: z.string(),
    route: z.int(),
    sequence: z.int(),
    kind: z.enum(['stop', 'tip', 'depot']),
    assetId: z.string().nullable(),
    name: z.string(),
    position: Position,
    reason: z.enum(stopReasons).nullable(),
    fill: z.number().nullable(),
    arrivesAt: z.string(),
    leavesAt: z.string(),
    loadM3: z.number(),
    pausedS: z.number(),
    /** Way to here from the stop before. */
    metres: z.number(),
    outcome: StopOutcome.nullable(),
    note: z.string().nullable(),
    hasPhoto: z.boolean(),
    reportedAt: z.string().nullable(),
    /** The sensor saw it empty after the report, did not, or has not spoken yet. */
    confirmed: z.boolean().nullable(),
  })
  .meta({ id: 'TourStop' })
export type TourStop = z.infer<typeof TourStop>

export const TourDetail = Tour.extend({
  stopsList: z.array(TourStop),
  result: TourResult.nullable(),
  replay: ReplayResult.nullable(),
}).meta({ id: 'TourDetail' })
export type TourDetail = z.infer<typeof TourDetail>

export const NewTour = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('day'),
    date: z.iso.date(),
    /** Waste streams (attribute `kind` of the container); absent: all. */
    streams: z.array(z.string().min(1)).max(20).optional(),
    seconds: z.number().min(1).max(120).default(10),
  }),
  z.object({
    kind: z.literal('replay'),
    date: z.iso.date(),
    untilDate: z.iso.date(),
    streams: z.array(z.string().min(1)).max(20).optional(),
  }),
])
export type NewTour = z.infer<typeof NewTour>

/** Sent once per act from the phone, and again after a lost answer: the same report twice changes nothing. */
export const StopReport = z.object({
  outcome: StopOutcome,
  note: z.string().trim().max(1000).optional(),
  photo: Photo.optional(),
  at: Instant,
})
export type StopReport = z.infer<typeof StopReport>
