import { z } from 'zod'
import { Geometry, Instant, Name, PageQuery, Position } from './common.ts'
import { LatestValue } from './series.ts'

export const siteKinds = [
  'territory',
  'district',
  'street',
  'building',
  'room',
  'park',
  'carPark',
  'network',
  'other',
] as const
export const Site = z
  .object({
    id: z.string(),
    name: Name,
    kind: z.enum(siteKinds),
    parentId: z.string().nullable(),
    /** ltree of ids from the root. */
    path: z.string(),
    geometry: Geometry.nullable(),
    timeZone: z.string(),
    assetCount: z.int().optional(),
  })
  .meta({ id: 'Site' })
export type Site = z.infer<typeof Site>
export const NewSite = z.object({
  id: z.string().optional(),
  name: Name,
  kind: z.enum(siteKinds),
  parentId: z.string().nullable().default(null),
  geometry: Geometry.nullable().default(null),
  timeZone: z.string().default('Europe/Paris'),
})
export type NewSite = z.input<typeof NewSite>

/** The four functions of the founding document. */
export const functions = ['optimise', 'alert', 'map', 'interact'] as const
export const FunctionId = z.enum(functions)
export type FunctionId = z.infer<typeof FunctionId>

export const severities = ['critical', 'major', 'minor', 'information'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>

/** fresh: a value within its expected interval; stale: older than three of them; none: never a value. */
export const Freshness = z.enum(['fresh', 'stale', 'none'])
export type Freshness = z.infer<typeof Freshness>

export const AssetType = z
  .object({
    id: z.string(),
    useCase: z.string(),
    function: FunctionId,
    fr: z.string(),
    en: z.string(),
    icon: z.string(),
    mainProperty: z.string(),
    properties: z.array(z.string()),
  })
  .meta({ id: 'AssetType' })
export type AssetType = z.infer<typeof AssetType>

export const Asset = z
  .object({
    id: z.string(),
    name: Name,
    type: z.string(),
    siteId: z.string().nullable(),
    siteName: z.string().nullable(),
    position: Position.nullable(),
    geometry: Geometry.nullable(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    tags: z.array(z.string()),
    freshness: Freshness,
    severity: Severity.nullable(),
    main: LatestValue.nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'Asset' })
export type Asset = z.infer<typeof Asset>

export const NewAsset = z.object({
  id: z.string().optional(),
  name: Name,
  type: z.string().min(1),
  siteId: z.string().nullable().default(null),
  geometry: Geometry.nullable().default(null),
  attributes: Asset.shape.attributes.default({}),
  tags: z.array(z.string().max(40)).max(40).default([]),
})
export type NewAsset = z.input<typeof NewAsset>

export const AssetQuery = PageQuery.extend({
  type: z.string().optional(),
  function: FunctionId.optional(),
  siteId: z.string().optional(),
  q: z.string().max(120).optional(),
  freshness: Freshness.optional(),
  /** west,south,east,north */
  bbox: z
    .string()
    .regex(/^-?[\d.]+(,-?[\d.]+){3}$/, 'west,south,east,north')
    .optional(),
  /** Values and alerts as they stood then; absent: now. */
  at: Instant.optional(),
})
