import { z } from 'zod'
import { Instant } from './common.ts'
import { Severity } from './place.ts'
import { Quality } from './series.ts'

/** One changed value, as it travels from ingest to the browser. Arrays of these, at most four a second per stream. */
export const LiveValue = z.object({
  seriesId: z.int(),
  assetId: z.string().nullable(),
  /** '' of a computed value. */
  deviceId: z.string(),
  property: z.string(),
  slot: z.string(),
  value: z.number(),
  observedAt: Instant,
  quality: Quality,
})
export type LiveValue = z.infer<typeof LiveValue>

export const alertStatuses = ['open', 'acknowledged', 'inProgress', 'resolved', 'closed'] as const
export const AlertStatus = z.enum(alertStatuses)
export type AlertStatus = z.infer<typeof AlertStatus>

/** asset: one asset under one rule; gateway, network: devices that fell silent together, one alert for all. */
export const AlertKind = z.enum(['asset', 'gateway', 'network'])

/** An alert that was opened or has changed, whoever changed it. */
export const LiveAlert = z.object({
  id: z.string(),
  number: z.int(),
  kind: AlertKind,
  severity: Severity,
  status: AlertStatus,
  ruleId: z.string(),
  ruleName: z.string(),
  assetId: z.string().nullable(),
  assetName: z.string().nullable(),
  /** Of the group that it belongs to: lists show the group only. */
  parentId: z.string().nullable(),
  openedAt: Instant,
  clearedAt: Instant.nullable(),
  lastValue: z.number().nullable(),
  updatedAt: Instant,
})
export type LiveAlert = z.infer<typeof LiveAlert>

/**
 * Server-sent events of `/api/v1/live`: `values` (LiveValue[]), `alerts` (LiveAlert[]), `reset` (history before Last-Event-ID is gone: fetch
 * again), `heartbeat`. The SSE id is the Redis stream id.
 */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('values'), values: z.array(LiveValue) }),
  z.object({ type: z.literal('alerts'), alerts: z.array(LiveAlert) }),
  z.object({ type: z.literal('reset') }),
  z.object({ type: z.literal('heartbeat'), at: Instant }),
])
export type LiveEvent = z.infer<typeof LiveEvent>

/** The Redis stream of what is live in one organisation: entries with a field `values` or `alerts`, each JSON. */
export const liveStreamKey = (organisationId: string) => `trame:live:${organisationId}`

/** The rail of the first page: one figure a function, and how the fleet is. */
export const Overview = z
  .object({
    assets: z.object({
      total: z.int(),
      byFunction: z.record(z.string(), z.int()),
      byType: z.record(z.string(), z.int()),
    }),
    devices: z.object({ total: z.int(), fresh: z.int(), stale: z.int(), never: z.int() }),
    rejections: z.object({ open: z.int(), unknownDevices: z.int() }),
    uplinksLastHour: z.int(),
    /** Places free, bins over 80 %, lamps lit, worst CO2...: the figure of each function, null when nothing measures it. */
    figures: z.array(
      z.object({
        function: z.enum(['optimise', 'alert', 'map', 'interact']),
        property: z.string(),
        value: z.number().nullable(),
        of: z.number().nullable(),
        kind: z.enum(['lampsLit', 'binsToEmpty', 'worstCo2', 'meanTemperature', 'freePlaces']),
      }),
    ),
    /** Uplinks per hour over the last 24 h, oldest first. */
    activity: z.array(z.object({ at: Instant, uplinks: z.int() })),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof Overview>
