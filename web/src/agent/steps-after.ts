import type { ChecklistStep } from '@trame/domain'
import type { Waiting } from './flush.ts'

/** Steps as they will be once what waits has been sent: the last tick of each counts. */
export function stepsAfter(
  steps: readonly ChecklistStep[],
  waiting: readonly Waiting[],
): (ChecklistStep & { waiting: boolean })[] {
  return steps.map((step) => {
    const last = waiting.findLast(({ act }) => act.do === 'tick' && act.stepId === step.id)
    if (last?.act.do !== 'tick') return { ...step, waiting: false }
    return { ...step, doneAt: last.act.done ? last.at : null, doneBy: null, waiting: true }
  })
}
