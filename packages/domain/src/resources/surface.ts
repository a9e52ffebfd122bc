import { z } from 'zod'
import { Geometry, Instant } from './common.ts'

export const computationStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** heat.intensity: above the rural stations; air.temperature: at the reference altitude; heat.tropicalNight: how many. */
export const surfaceProperties = ['heat.intensity', 'air.temperature', 'heat.tropicalNight'] as const
/** Why there is no map: of these one can do something; any other is a fault, in the words of what broke. */
export const surfaceErrors = {
  /** Fewer than three stations have values in the period, or none of them is rural. */
  tooFewStations: 'too_few_stations',
} as const
const dayMs = 86_400_000
const mostFrames = { hour: 7 * dayMs, night: 62 * dayMs, period: 366 * dayMs }

export const SurfaceRequest = z
  .strictObject({
    assetType: z.string().max(60),
    property: z.enum(surfaceProperties),
    from: Instant,
    to: Instant,
    /** A map an hour, a map a night (sunset to sunrise), or one for the whole period. */
    by: z.enum(['hour', 'night', 'period']),
  })
  .superRefine(({ from, to, by, property }, context) => {
    const length = Date.parse(to) - Date.parse(from)
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (length <= 0) fault('to', 'must be after from')
    if (length > mostFrames[by]) fault('to', `at most ${mostFrames[by] / dayMs} days`)
    if (property === 'heat.tropicalNight' && by !== 'period') fault('by', 'tropical nights are of a period')
  })
export type SurfaceRequest = z.infer<typeof SurfaceRequest>

const Rmse = z.object({
  idw: z.number().optional(),
  kriging: z.number().optional(),
  landCover: z.number().optional(),
})

export const SurfaceSummary = z.object({
  frames: z.array(z.object({ from: Instant, to: Instant, mean: z.number().nullable(), stations: z.int() })),
  /** Chosen for all frames alike, by the least error of stations predicted by the others. */
  method: z.enum(['idw', 'kriging', 'landCover']),
  rmse: Rmse,
  /** Lower bounds of the bands, and the end of the last one; the same in all frames. */
  thresholds: z.array(z.number()),
  errorThresholds: z.array(z.number()),
  unit: z.string(),
  /** Beyond it from any station, metres, nothing is known. */
  rangeM: z.number(),
  stepM: z.number(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})
export type SurfaceSummary = z.infer<typeof SurfaceSummary>

export const Surface = z
  .object({
    id: z.string(),
    request: SurfaceRequest,
    state: z.enum(computationStates),
    progress: z.number(),
    /** One of `surfaceErrors`, or what broke. */
    error: z.string().nullable(),
    requestedAt: Instant,
    endedAt: Instant.nullable(),
    summary: SurfaceSummary.nullable(),
  })
  .meta({ id: 'Surface' })
export type Surface = z.infer<typeof Surface>

const Band = z.object({ from: z.number(), to: z.number(), geometry: Geometry })
const Share = z.object({
  mean: z.number(),
  max: z.number(),
  population: z.int(),
  /** People who live where it is 2 K or more (intensity), 25 °C or more, or where a night was tropical. */
  exposed: z.int(),
  areaM2: z.number(),
  /** Share of it that lies beyond the range of every station. */
  unknown: z.number(),
})

export const SurfaceFrame = z
  .object({
    from: Instant,
    to: Instant,
    bands: z.array(Band),
    errors: z.array(Band),
    /** Where nothing is known; null: nowhere. */
    masked: Geometry.nullable(),
    stations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        position: z.tuple([z.number(), z.number()]),
        rural: z.boolean(),
        value: z.number(),
      }),
    ),
    districts: z.array(Share.extend({ siteId: z.string().nullable(), name: z.string() })),
    zones: z.array(Share.extend({ zone: z.string(), fr: z.string(), en: z.string() })),
  })
  .meta({ id: 'SurfaceFrame' })
export type SurfaceFrame = z.infer<typeof SurfaceFrame>

export const NewLandCover = z.object({
  patches: z
    .array(
      z.object({
        zone: z.string().regex(/^([1-9]|10|[A-G])$/, 'a local climate zone: 1 to 10, A to G'),
        siteId: z.string().nullish(),
        areaM2: z.number().positive(),
        population: z.int().min(0).default(0),
        geometry: Geometry,
      }),
    )
    .max(50_000),
})
