import type { StoredRule, StoredScenario } from '@trame/database'
import { Scenario, type Trigger, type TriggerOf } from '@trame/domain'

/** The trigger for which a rule listens. */
export interface TriggerWatch {
  scenarioId: string
  index: number
  kind: Trigger['kind']
  when: 'starts' | 'ends'
}

export interface AlertTrigger {
  scenarioId: string
  index: number
  trigger: TriggerOf<'alert'>
  scope: NonNullable<Scenario['forEach']>
}

const placeholder = { id: 'scn_read', version: 1 }

export function triggerWatch({
  scenarioId,
  index,
  scenario,
}: NonNullable<StoredRule['trigger']>): TriggerWatch {
  const { triggers } = Scenario.parse({ ...(scenario as object), ...placeholder })
  const trigger = triggers[index]
  if (!trigger) throw new Error(`scenario ${scenarioId} has no trigger ${index}`)
  const when = trigger.kind === 'property' ? trigger.when : 'starts'
  return { scenarioId, index, kind: trigger.kind, when }
}

export function alertTriggersOf(scenarios: readonly StoredScenario[]): AlertTrigger[] {
  return scenarios.flatMap(({ id, definition }) => {
    const parsed = Scenario.safeParse({ ...(definition as object), ...placeholder })
    if (!parsed.success) return []
    const { triggers, forEach } = parsed.data
    return triggers.flatMap((trigger, index) =>
      trigger.kind === 'alert'
        ? {
            scenarioId: id,
            index,
            trigger,
            scope: trigger.scope ?? forEach ?? {},
          }
        : [],
    )
  })
}
