import type { Quality } from '../quality.ts'
import type { Severity } from '../resources/place.ts'
import type { LonLat } from './polygon.ts'

/** Times are ms since 1970, as in the jobs; `none` stands for "not yet". Observations before 1970 are refused. */
export const none = -1

/** `value: null` is "unavailable": it changes nothing. A bad quality proves that the device lives, and nothing else. */
export interface ObservationInput {
  type: 'observation'
  property: string
  value: number | null
  quality?: Quality
  at: number
}
export interface PositionInput {
  type: 'position'
  position: LonLat
  at: number
}
/** It is `at` now, as far as the caller's clock tells: deadlines up to then are due. */
export interface TickInput {
  type: 'tick'
  at: number
}
export type RuleInput = ObservationInput | PositionInput | TickInput

/** What the service knows of the asset beside its observations. A replay gives the same alerts under the same context. */
export interface RuleContext {
  expectedIntervalMs?: number
  /** Where the asset stands when nothing has observed its position. */
  position?: LonLat
  attributes?: Readonly<Record<string, string | number | boolean | null>>
  /** Of the asset's site; default: the rule's. */
  timeZone?: string
}

export type Sample = [value: number, at: number]

/** One alert of one rule and asset, numbered from 1. */
export interface Episode {
  number: number
  openedAt: number
  severity: Severity
  /** Severities since the opening; those that nothing can change any more are dropped but for the last. */
  steps: [at: number, severity: Severity][]
  clearedAt: number | null
  /** hours: the rule's active hours ended. */
  reason: 'condition' | 'hours' | null
  /** Of the rule's first property, while open. */
  count: number
  first: Sample | null
  last: Sample | null
  lowest: number | null
  highest: number | null
}

export type RuleEvent =
  | { type: 'opened'; at: number; severity: Severity; episode: Episode }
  | { type: 'severityChanged'; at: number; from: Severity; to: Severity; episode: Episode }
  | { type: 'cleared'; at: number; reason: 'condition' | 'hours'; episode: Episode }
  /** A late observation, still within the lateness, moved the start, the severities or the end that were told before. */
  | { type: 'adjusted'; before: Episode; episode: Episode }
  /** In the right order of the observations this episode never was. */
  | { type: 'retracted'; episode: Episode }
  /** Older than the lateness: for the trace only. */
  | { type: 'late'; property: string; value: number | null; at: number; watermark: number }

/** on: 1 holds, 0 does not, -1 unknown; since and count: of the contrary verdict that is being confirmed. */
export type Verdict = [on: number, since: number, count: number, changedAt: number]

export type Memory = number[] | Record<string, [week: number, sum: number, count: number][]>

/** The engine's state after a prefix of the ordered observations. */
export interface Core {
  /** Time of the last evaluation. */
  at: number
  memories: Memory[]
  verdicts: Verdict[]
  /** Newest good value of the rule's first property. */
  subject: Sample | null
  hours: [active: 0 | 1, until: number] | null
  episodes: Episode[]
  opened: number
}

export interface Buffered {
  at: number
  property: string
  value: number | null
  good: boolean
  position?: LonLat
}

/** Plain JSON, written to Postgres as it is. */
export interface RuleState {
  ruleId: string
  version: number
  /** All that is older than the lateness: it cannot change any more. */
  base: Core
  /** base, then the buffer, then the deadlines up to `now`. */
  head: Core
  buffer: Buffered[]
  newest: number
  /** Observations up to here are late even when they are within the lateness: the buffer was full. */
  floor: number
  now: number
  /** The episodes as the events have told them. */
  told: Episode[]
}

export const openEpisode = (state: RuleState): Episode | null => openOf(state.head)

export function openOf({ episodes }: Core): Episode | null {
  const last = episodes.length > 0 ? episodes[episodes.length - 1]! : null
  return last && last.clearedAt === null ? last : null
}
