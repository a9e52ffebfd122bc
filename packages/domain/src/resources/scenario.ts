import { z } from 'zod'
import { commandStates } from '../command/state.ts'
import type { ScenarioConditionTrace } from '../scenario/judge.ts'
import { Scenario } from '../scenario/scenario.ts'
import { ModeName } from '../scenario/selection.ts'
import { runStates, type TriggerFact } from '../scenario/state.ts'
import { Who } from './alert.ts'
import { Instant, PageQuery } from './common.ts'

const Sentence = z.object({ fr: z.string(), en: z.string() })
export const ScenarioRow = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.int(),
    enabled: z.boolean(),
    origin: z.string().nullable(),
    /** Its commands act on the rights of this person or key. */
    author: Who.nullable(),
    definition: Scenario,
    sentence: Sentence,
    running: z.int(),
    /** Those that acted. */
    runs30Days: z.int(),
    lastState: z.enum(runStates).nullable(),
    lastAt: Instant.nullable(),
    /** Of its calendar or the sun. */
    nextAt: Instant.nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'ScenarioRow' })
export type ScenarioRow = z.infer<typeof ScenarioRow>

export const ScenarioVersion = z.object({
  version: z.int(),
  definition: Scenario,
  enabled: z.boolean(),
  note: z.string(),
  createdBy: Who.nullable(),
  createdAt: Instant,
})
export type ScenarioVersion = z.infer<typeof ScenarioVersion>

/** `definition` is a scenario as in `Scenario`; its id, version and enabled are the platform's. */
export const ScenarioBody = z.object({
  definition: z.looseObject({ name: z.string(), triggers: z.unknown(), steps: z.unknown() }),
  note: z.string().max(400).default(''),
})
export const CheckedScenario = z.object({
  ok: z.boolean(),
  faults: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  sentence: Sentence.nullable(),
})
export type CheckedScenario = z.infer<typeof CheckedScenario>

const Fact = z.custom<TriggerFact>((value) => typeof value === 'object')
const ConditionTraces = z.array(z.custom<ScenarioConditionTrace>((value) => typeof value === 'object'))

export const ScenarioRunRow = z
  .object({
    id: z.string(),
    scenarioId: z.string(),
    scenarioName: z.string(),
    /** The asset that it is about. */
    subject: Who.nullable(),
    number: z.int(),
    version: z.int(),
    state: z.enum(runStates),
    trigger: Fact,
    /** As they were looked at: why it began, or did not. */
    conditions: ConditionTraces,
    at: Instant,
    recordedAt: Instant,
    endedAt: Instant.nullable(),
    /** Assets that its steps reached for, and those of them that were refused. */
    targets: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'ScenarioRunRow' })
export type ScenarioRunRow = z.infer<typeof ScenarioRunRow>

export const ScenarioRunDetail = ScenarioRunRow.extend({
  lines: z.array(
    z.object({
      at: Instant,
      recordedAt: Instant,
      what: z.string(),
      path: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  report: z.array(
    z.object({
      path: z.string(),
      assetId: z.string(),
      assetName: z.string(),
      commandId: z.string().nullable(),
      orderId: z.string().nullable(),
      commandState: z.enum(commandStates).nullable(),
      code: z.string().nullable(),
      detail: z.string(),
    }),
  ),
}).meta({ id: 'ScenarioRunDetail' })
export type ScenarioRunDetail = z.infer<typeof ScenarioRunDetail>

export const ScenarioRunQuery = PageQuery.extend({
  scenarioId: z.string().optional(),
  state: z
    .string()
    .regex(new RegExp(`^(${runStates.join('|')})(,(${runStates.join('|')}))*$`))
    .optional(),
})

export const ScenarioDryRunRequest = z.object({
  definition: ScenarioBody.shape.definition,
  days: z.int().min(1).max(60).default(7),
})
export const ScenarioDryRun = z
  .object({
    from: Instant,
    to: Instant,
    tookMs: z.number(),
    runs: z.array(
      z.object({
        at: Instant,
        endedAt: Instant.nullable(),
        subject: Who.nullable(),
        trigger: Fact,
        state: z.enum(runStates),
        conditions: ConditionTraces,
        /** What it would have done: a command for how many assets, a message, a mode. */
        acts: z.array(z.object({ at: Instant, path: z.string(), what: z.string(), targets: z.int() })),
      }),
    ),
    truncated: z.boolean(),
    /** Triggers of which the past says nothing: citizens, modes, somebody's button on a page. */
    unheard: z.array(z.int()),
  })
  .meta({ id: 'ScenarioDryRun' })
export type ScenarioDryRun = z.infer<typeof ScenarioDryRun>

export const ModeRow = z.object({
  siteId: z.string().nullable(),
  mode: z.string(),
  since: Instant,
  until: Instant.nullable(),
  setBy: z.string(),
})
export type ModeRow = z.infer<typeof ModeRow>
export const NewMode = z.object({
  mode: ModeName,
  siteId: z.string().nullable().default(null),
  until: Instant.nullable().default(null),
})
