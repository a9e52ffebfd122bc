import { z } from 'zod'
import { CommandKindName } from '../command/resource.ts'
import { NotificationChannel } from '../notification/channel.ts'
import { Moment } from './moment.ts'
import { ScenarioCondition, type ScenarioConditionDraft } from './scenario-condition.ts'
import { AssetSelection, ModeName } from './selection.ts'

const Text = z
  .object({ fr: z.string().trim().max(500), en: z.string().trim().max(500) })
  .partial()
  .refine(({ fr, en }) => Boolean(fr || en), 'a text in French or English')

/** `until` becomes the parameter of that name: a lease is always ended by a time that is known when it begins. */
const Command = z.object({
  kind: z.literal('command'),
  to: AssetSelection.default({ select: 'subject' }),
  command: CommandKindName,
  parameters: z.record(z.string(), z.unknown()).default({}),
  until: Moment.optional(),
})
const Sign = z.object({
  kind: z.literal('sign'),
  to: AssetSelection,
  text: z.string().trim().min(1).max(240),
  until: Moment.default({ kind: 'after', ms: 3_600_000 }),
})
const Wait = z.object({ kind: z.literal('wait'), until: Moment })
const WaitFor = z.object({
  kind: z.literal('waitFor'),
  condition: z.lazy(() => ScenarioCondition),
  timeoutMs: z
    .int()
    .min(1000)
    .max(7 * 86_400_000),
  /** When the time is over and it does not hold. */
  otherwise: z.enum(['stop', 'goOn']).default('stop'),
})
/** To a group of recipients, over the channels named, else as each of them prefers. */
const Message = z.object({
  kind: z.literal('message'),
  groupId: z.string(),
  channels: z.array(NotificationChannel).min(1).optional(),
  text: Text,
})
/** In the application, to the organisation's default groups. */
const Notification = z.object({ kind: z.literal('notification'), text: Text })
const SetMode = z.object({
  kind: z.literal('mode'),
  mode: ModeName,
  /** Absent: of the whole organisation. */
  siteId: z.string().optional(),
  until: Moment.optional(),
})
const Stop = z.object({ kind: z.literal('stop') })

const simple = [Command, Sign, Wait, WaitFor, Message, Notification, SetMode, Stop] as const
type Simple = z.infer<(typeof simple)[number]>
type SimpleDraft = z.input<(typeof simple)[number]>

export type ScenarioStep =
  | Simple
  | { kind: 'choose'; of: { if: ScenarioCondition; steps: ScenarioStep[] }[]; otherwise: ScenarioStep[] }
export type ScenarioStepDraft =
  | SimpleDraft
  | {
      kind: 'choose'
      of: { if: ScenarioConditionDraft; steps: ScenarioStepDraft[] }[]
      otherwise?: ScenarioStepDraft[] | undefined
    }

export const ScenarioStep: z.ZodType<ScenarioStep, ScenarioStepDraft> = z.discriminatedUnion('kind', [
  ...simple,
  /** The first branch whose condition holds. One that is not known is not taken. */
  z.object({
    kind: z.literal('choose'),
    of: z
      .array(
        z.object({ if: z.lazy(() => ScenarioCondition), steps: z.lazy(() => z.array(ScenarioStep).max(20)) }),
      )
      .min(1)
      .max(10),
    otherwise: z.lazy(() => z.array(ScenarioStep).max(20)).default([]),
  }),
])
export type ScenarioStepOf<K extends ScenarioStep['kind']> = Extract<ScenarioStep, { kind: K }>

/** Every step with its path, those of branches too. */
export function* allSteps(
  steps: readonly ScenarioStep[],
  at = 'steps',
): Generator<{ step: ScenarioStep; path: string }> {
  for (const [index, step] of steps.entries()) {
    const path = `${at}.${index}`
    yield { step, path }
    if (step.kind !== 'choose') continue
    for (const [branch, { steps: inner }] of step.of.entries())
      yield* allSteps(inner, `${path}.of.${branch}.steps`)
    yield* allSteps(step.otherwise, `${path}.otherwise`)
  }
}
