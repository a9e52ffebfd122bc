import type { Command, CommandLine, CommandState } from '@trame/domain'

export const lifeSteps = [
  'requested',
  'approved',
  'queued',
  'handedOver',
  'radioSent',
  'acknowledged',
  'observed',
] as const
export type LifeStep = (typeof lifeSteps)[number]

export interface LifeMark {
  step: CommandState
  state: 'done' | 'current' | 'todo' | 'ended'
  at: string | null
  /** `usr_…`, `key_…`, or a part of the platform. */
  actor: string | null
  detail: string
}

interface Shown {
  network?: 'lorawan' | 'mqtt'
  /** Nothing that the device measures can prove it. */
  observable?: boolean
}

/**
 * The line of life as a person reads it: the steps that this command has, what is done of them, and how it ended where it
 * did not end well. A radio's word may overtake our own record: a later step makes the earlier ones done.
 */
export function lifeOf(
  command: Pick<Command, 'state' | 'approvalsNeeded' | 'endedAt'>,
  life: readonly CommandLine[],
  { observable = true }: Shown = {},
): LifeMark[] {
  const steps = lifeSteps.filter(
    (step) => (step !== 'approved' || command.approvalsNeeded > 0) && (step !== 'observed' || observable),
  )
  const reached = (step: LifeStep) => life.find((line) => line.state === step)
  const ended = (lifeSteps as readonly string[]).includes(command.state) ? null : command.state
  const last = Math.max(
    0,
    ...steps.map((step, index) => (reached(step) || step === command.state ? index : 0)),
  )
  const over = command.endedAt !== null
  const marks = steps.map((step, index): LifeMark => {
    const line = reached(step) ?? (step === 'requested' ? life[0] : undefined)
    const isDone = index < last || (index === last && (over || ended !== null))
    return {
      step,
      state: isDone ? 'done' : index === last ? 'current' : 'todo',
      at: line?.at ?? null,
      actor: line?.actor ?? null,
      detail: line?.detail ?? '',
    }
  })
  if (ended === null) return marks
  const line = life.findLast(({ state }) => state === ended)
  return [
    ...marks.filter(({ state }) => state === 'done'),
    {
      step: ended,
      state: 'ended',
      at: line?.at ?? command.endedAt,
      actor: line?.actor ?? null,
      detail: line?.detail ?? '',
    },
  ]
}
