import type { TerritoryStamp } from '@trame/database'

/** What travels through the queues. Everything in it can be made again from Postgres. */
export type PointOfJob = [seriesId: number, at: number, value: number, quality: number]

export interface BatchEntry {
  /** Of the outbox: with the part it names the effect that happens once. */
  id: string
  organisationId: string
  createdAt: number
  points: PointOfJob[]
}

export interface BatchJob {
  kind: 'batch'
  part: number
  partitions: number
  entries: BatchEntry[]
  /** Of the rules by which the points were chosen, by organisation. */
  stamps: Record<string, TerritoryStamp>
}

/** States of a rule that was published: made from history, so that what holds already is told without waiting. */
export interface StartJob {
  kind: 'start'
  organisationId: string
  stamp: TerritoryStamp
  ruleId: string
  assetIds: string[]
}

export interface DueJob {
  kind: 'due'
}

export type RuleJob = BatchJob | StartJob | DueJob
