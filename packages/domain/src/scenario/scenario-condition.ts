import { z } from 'zod'
import { ActiveHours } from '../calendar/active-hours.ts'
import { Condition } from '../rule/condition.ts'
import { AssetSelection, ModeName } from './selection.ts'

/**
 * What is observed of one or several assets, as a rule would judge it then. A value older than `maxAgeMs` (default: three
 * expected intervals of its series) is not known, and what is not known is never a reason to act.
 */
const Observed = z.object({
  kind: z.literal('observed'),
  of: AssetSelection.default({ select: 'subject' }),
  /** Of several assets. */
  quantifier: z.enum(['any', 'all']).default('any'),
  condition: Condition,
  maxAgeMs: z
    .int()
    .min(1000)
    .max(35 * 86_400_000)
    .optional(),
  /** What counts when nothing is known: a forecast that nobody gives must not stop the watering for ever. */
  whenUnknown: z.enum(['unknown', 'holds', 'doesNotHold']).default('unknown'),
})
const Hours = z.object({ kind: z.literal('hours'), hours: ActiveHours })
const Sun = z.object({ kind: z.literal('sun'), is: z.enum(['up', 'down']) })
const InMode = z.object({ kind: z.literal('mode'), is: z.array(ModeName).min(1).max(20) })
/** An open alert of these assets: of one of these rules, if any is named. */
const OpenAlert = z.object({
  kind: z.literal('alert'),
  of: AssetSelection.default({ select: 'subject' }),
  is: z.enum(['open', 'none']),
  ruleIds: z.array(z.string()).max(50).optional(),
})

const leaves = [Observed, Hours, Sun, InMode, OpenAlert] as const
type Leaf = z.infer<(typeof leaves)[number]>
type LeafDraft = z.input<(typeof leaves)[number]>

export type ScenarioCondition =
  | Leaf
  | { kind: 'all'; of: ScenarioCondition[] }
  | { kind: 'any'; of: ScenarioCondition[] }
  | { kind: 'not'; of: ScenarioCondition }
export type ScenarioConditionDraft =
  | LeafDraft
  | { kind: 'all'; of: ScenarioConditionDraft[] }
  | { kind: 'any'; of: ScenarioConditionDraft[] }
  | { kind: 'not'; of: ScenarioConditionDraft }

const several = z.lazy(() => z.array(ScenarioCondition).min(1).max(20))
export const ScenarioCondition: z.ZodType<ScenarioCondition, ScenarioConditionDraft> = z.discriminatedUnion(
  'kind',
  [
    ...leaves,
    z.object({ kind: z.literal('all'), of: several }),
    z.object({ kind: z.literal('any'), of: several }),
    z.object({ kind: z.literal('not'), of: z.lazy(() => ScenarioCondition) }),
  ],
)
export type ScenarioConditionOf<K extends Leaf['kind']> = Extract<ScenarioCondition, { kind: K }>

/** A condition and all below it, each with its path. */
export function* conditionLeaves(
  condition: ScenarioCondition,
  path: string,
): Generator<{ condition: Leaf; path: string }> {
  if (condition.kind === 'not') yield* conditionLeaves(condition.of, `${path}.of`)
  else if (condition.kind === 'all' || condition.kind === 'any')
    for (const [index, child] of condition.of.entries()) yield* conditionLeaves(child, `${path}.of.${index}`)
  else yield { condition, path }
}
