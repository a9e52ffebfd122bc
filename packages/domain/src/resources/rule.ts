import { z } from 'zod'
import { Rule } from '../rule/rule.ts'
import { Who } from './alert.ts'
import { Instant } from './common.ts'
import { Severity } from './place.ts'

export const RuleRow = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.int(),
    enabled: z.boolean(),
    /** The default rule that it was copied from. */
    origin: z.string().nullable(),
    definition: Rule,
    sentence: z.object({ fr: z.string(), en: z.string() }),
    openAlerts: z.int(),
    alerts30Days: z.int(),
    updatedAt: Instant,
  })
  .meta({ id: 'RuleRow' })
export type RuleRow = z.infer<typeof RuleRow>

export const RuleVersion = z.object({
  version: z.int(),
  definition: Rule,
  enabled: z.boolean(),
  note: z.string(),
  createdBy: Who.nullable(),
  createdAt: Instant,
})
export type RuleVersion = z.infer<typeof RuleVersion>

/** `definition` is a rule as in `Rule`; its id, version and enabled are the platform's. */
export const RuleBody = z.object({
  definition: z.looseObject({ name: z.string(), condition: z.unknown() }),
  note: z.string().max(400).default(''),
})
export const RuleFaultRow = z.object({ path: z.string(), code: z.string(), message: z.string() })
export const CheckedRule = z.object({
  ok: z.boolean(),
  faults: z.array(RuleFaultRow),
  sentence: z.object({ fr: z.string(), en: z.string() }).nullable(),
  /** How many assets it would watch. */
  assets: z.int().nullable(),
})
export type CheckedRule = z.infer<typeof CheckedRule>

export const DryRunRequest = z.object({
  definition: RuleBody.shape.definition,
  days: z.int().min(1).max(400).default(30),
})
export const DryRun = z
  .object({
    from: Instant,
    to: Instant,
    assets: z.int(),
    observations: z.int(),
    tookMs: z.number(),
    alerts: z.array(
      z.object({
        assetId: z.string(),
        assetName: z.string(),
        severity: Severity,
        openedAt: Instant,
        clearedAt: Instant.nullable(),
        highest: z.number().nullable(),
        lowest: z.number().nullable(),
      }),
    ),
    truncated: z.boolean(),
  })
  .meta({ id: 'DryRun' })
export type DryRun = z.infer<typeof DryRun>
