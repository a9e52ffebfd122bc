import { z } from 'zod'
import { Name, Position } from './common.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

/** Address of a service beside the platform. One that is not public holds only where organisation and operator both allow it. */
const ServiceUrl = z
  .url({ protocol: /^https?$/, error: 'http:// or https://' })
  .max(500)
  .refine((text) => {
    const url = URL.parse(text)
    return url !== null && !url.username && !url.password && !url.search && !url.hash
  }, 'without user, password, ? and #')
const Word = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, 'letters, digits, - and _')

/** Where ways and times between stops come from; `streets`: the territory's own network, nothing leaves the platform. */
export const StreetSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('streets') }),
  z.object({ kind: z.literal('osrm'), url: ServiceUrl, profile: Word.default('driving') }),
  z.object({
    kind: z.literal('valhalla'),
    url: ServiceUrl,
    costing: z.enum(['truck', 'auto']).default('truck'),
  }),
  /** Géoplateforme: for cars, five requests a second, and no matrix. */
  z.object({
    kind: z.literal('ign'),
    url: ServiceUrl.default('https://data.geopf.fr/navigation'),
    resource: Word.default('bdtopo-osrm'),
  }),
])
export type StreetSource = z.infer<typeof StreetSource>

/** Who puts the stops in order. */
export const TourSolver = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own') }),
  z.object({ kind: z.literal('vroom'), url: ServiceUrl }),
])
export type TourSolver = z.infer<typeof TourSolver>

/** How a territory collects: where trucks start, empty themselves, how many, and when. */
export const CollectionSettings = z
  .object({
    depot: z.object({ name: Name, position: Position }),
    /** Where a truck empties itself; none: it has room for a whole day. */
    tips: z
      .array(
        z.object({
          name: Name,
          position: Position,
          opens: Clock.default('00:00'),
          closes: Clock.default('23:59'),
          minutes: z.number().min(0).max(240).default(10),
        }),
      )
      .max(10)
      .default([]),
    trucks: z.int().min(1).max(50).default(1),
    /** What a truck carries, compacted, in m3. */
    capacityM3: z.number().min(0.5).max(100).default(16),
    /** So many cubic metres of loose waste become one. */
    compaction: z.number().min(1).max(20).default(4),
    /** On which trucks go: 1 Monday to 7 Sunday. */
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'each day once')
      .default([1, 2, 3, 4, 5, 6]),
    shift: z.object({ from: Clock, until: Clock }).default({ from: '05:30', until: '12:30' }),
    /** A pause of so many minutes before so many of work (code du travail, L3121-16: 20 min before 6 h). */
    pause: z
      .object({ afterMinutes: z.int().min(30).max(600), minutes: z.int().min(5).max(120) })
      .nullable()
      .default({ afterMinutes: 360, minutes: 20 }),
    /** Time to empty one container, where it has none of its own. */
    serviceSeconds: z.int().min(10).max(7200).default(150),
    costs: z
      .object({
        crewPerHour: z.number().min(0).max(1000),
        perKm: z.number().min(0).max(100),
        perTruck: z.number().min(0).max(10_000),
      })
      .default({ crewPerHour: 60, perKm: 1.1, perTruck: 20 }),
    choice: z
      .object({
        fullFrom: z.number().min(1).max(100),
        neighbourFrom: z.number().min(0).max(100),
        neighbourMinutes: z.number().min(0).max(60),
        leastStops: z.int().min(1).max(500),
      })
      .default({ fullFrom: 80, neighbourFrom: 60, neighbourMinutes: 5, leastStops: 4 }),
    /** Speed of a truck, as a share of what the network says. */
    pace: z.number().min(0.3).max(1.5).default(1),
    network: StreetSource.default({ kind: 'streets' }),
    solver: TourSolver.default({ kind: 'own' }),
  })
  .refine(({ shift }) => shift.from < shift.until, {
    path: ['shift', 'until'],
    message: 'must be after from',
  })
  .refine(({ choice }) => choice.neighbourFrom <= choice.fullFrom, {
    path: ['choice', 'neighbourFrom'],
    message: 'must not be above fullFrom',
  })
  .superRefine(({ tips }, context) => {
    tips.forEach(({ opens, closes }, i) => {
      if (opens >= closes)
        context.addIssue({ code: 'custom', path: ['tips', i, 'closes'], message: 'must be after opens' })
    })
  })
  .meta({ id: 'CollectionSettings' })
export type CollectionSettings = z.infer<typeof CollectionSettings>

const Kmh = z.number().positive().max(130)

/** A street network as an integrator hands it over, whole. Nodes are numbered by their place in the list. */
export const StreetNetworkDraft = z
  .object({
    nodes: z.array(Position).max(500_000),
    edges: z
      .array(
        z.object({
          from: z.int().min(0),
          to: z.int().min(0),
          lengthM: z.number().positive().max(100_000),
          kmh: Kmh.optional(),
          name: z.string().max(200).default(''),
          class: z.string().min(1).max(40),
          oneWay: z.boolean().default(false),
          /** Whether a truck may drive here. */
          truck: z.boolean().default(true),
          line: z.array(Position).min(2).max(5_000),
        }),
      )
      .max(1_000_000),
  })
  .superRefine(({ nodes, edges }, context) => {
    const bad = edges.findIndex(({ from, to }) => from >= nodes.length || to >= nodes.length)
    if (bad >= 0)
      context.addIssue({ code: 'custom', path: ['edges', bad], message: 'names a node that is not in nodes' })
  })
export type StreetNetworkDraft = z.infer<typeof StreetNetworkDraft>

export const StreetNetworkState = z
  .object({ version: z.int(), nodes: z.int(), edges: z.int(), replacedAt: z.string().nullable() })
  .meta({ id: 'StreetNetwork' })
export type StreetNetworkState = z.infer<typeof StreetNetworkState>

/** Where an asset stood, stands, or is going to stand. */
export const AssetPosition = z
  .object({ from: z.string().nullable(), until: z.string().nullable(), position: Position })
  .meta({ id: 'AssetPosition' })
export type AssetPosition = z.infer<typeof AssetPosition>
