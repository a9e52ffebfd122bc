import { z } from 'zod'
import { ActiveHours } from '../calendar/active-hours.ts'
import { Name } from '../resources/common.ts'
import { Severity } from '../resources/place.ts'
import { Condition, childrenOf, Hold, hasThreshold, Limit } from './condition.ts'

/** Which assets a rule watches: every list that is given must match; within a list, any. */
export const RuleScope = z.object({
  assetTypes: z.array(z.string()).max(100).optional(),
  siteIds: z.array(z.string()).max(500).optional(),
  tags: z.array(z.string()).max(100).optional(),
  assetIds: z.array(z.string()).max(2000).optional(),
})
export type RuleScope = z.infer<typeof RuleScope>

/**
 * A further severity within the same episode: the rule's condition with other limits (they replace those of its first
 * comparison), with other delays, or a condition of its own.
 */
export const SeverityStep = z.object({
  severity: Severity,
  raise: Limit.optional(),
  clear: Limit.optional(),
  hold: Hold.partial().optional(),
  condition: Condition.optional(),
})
export type SeverityStep = z.infer<typeof SeverityStep>

/** What the service does when an episode opens. The engine only carries it. */
export const RuleAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notify'),
    groupId: z.string(),
    channels: z.array(z.enum(['inApp', 'email', 'push', 'sms', 'webhook'])).min(1),
    /** Tell the next group when nobody has acknowledged after this long. */
    unacknowledgedAfterMs: z.int().min(0).default(0),
  }),
  z.object({ kind: z.literal('scenario'), scenarioId: z.string() }),
  z.object({ kind: z.literal('procedure'), steps: z.array(z.string().min(1).max(400)).min(1).max(40) }),
])
export type RuleAction = z.infer<typeof RuleAction>

const maxNodes = 60
const maxDepth = 6

export const Rule = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    name: Name,
    enabled: z.boolean().default(true),
    scope: RuleScope.default({}),
    condition: Condition,
    severity: Severity.default('minor'),
    steps: z.array(SeverityStep).max(3).default([]),
    /** Observations older than the newest one by more than this change nothing: they are only shown in the trace. */
    latenessMs: z.int().min(0).max(86_400_000).default(900_000),
    /**
     * Its alerts tell of one event together with those of other such rules on the same family of assets: a leak is heard by
     * loggers, seen by the meter of their sector, and found by a pair.
     */
    together: z
      .object({
        metres: z.number().positive().max(100_000),
        withinMs: z
          .int()
          .positive()
          .max(35 * 86_400_000),
      })
      .optional(),
    /** Absent: at any time. */
    activeHours: ActiveHours.optional(),
    /** Of the site, when the service does not know a better one. */
    timeZone: z.string().default('Europe/Paris'),
    actions: z.array(RuleAction).max(20).default([]),
    /** `{asset}`, `{value}`, `{property}`, `{severity}`, `{since}`; the sentence of the rule when absent. */
    message: z
      .object({ fr: z.string().max(500), en: z.string().max(500) })
      .partial()
      .optional(),
  })
  .superRefine((rule, context) => {
    const report = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    checkSize(rule.condition, ['condition'], report)
    rule.steps.forEach((step, index) => {
      if (step.condition) checkSize(step.condition, ['steps', index, 'condition'], report)
      else if (step.raise === undefined && step.hold === undefined) {
        report(['steps', index], 'a step needs a limit, a delay or a condition of its own')
      }
      if (step.raise !== undefined && !firstComparison(rule.condition)) {
        report(['steps', index, 'raise'], 'the condition compares nothing that this limit could replace')
      }
    })
    const severities = [rule.severity, ...rule.steps.map(({ severity }) => severity)]
    if (new Set(severities).size < severities.length) report(['steps'], 'each severity at most once')
    if (!isTimeZone(rule.timeZone)) report(['timeZone'], 'unknown time zone')
  })
  .meta({ id: 'Rule' })
export type Rule = z.infer<typeof Rule>
/** What a person writes: everything that has a default may be left out. */
export type RuleDraft = z.input<typeof Rule>

type Report = (path: (string | number)[], message: string) => void

function checkSize(condition: Condition, path: (string | number)[], report: Report) {
  const count = (node: Condition, depth: number): number => {
    if (depth > maxDepth) report(path, `conditions nested deeper than ${maxDepth}`)
    return childrenOf(node).reduce((sum, child) => sum + count(child, depth + 1), 1)
  }
  if (count(condition, 1) > maxNodes) report(path, `more than ${maxNodes} conditions`)
}

export function firstComparison(condition: Condition): Condition | undefined {
  if (hasThreshold(condition)) return condition
  for (const child of childrenOf(condition)) {
    const found = firstComparison(child)
    if (found) return found
  }
  return undefined
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
