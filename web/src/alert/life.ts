import type { Alert, AlertDetail } from '@trame/domain'

export type AlertEvent = AlertDetail['events'][number]

export const lifeSteps = ['open', 'acknowledged', 'inProgress', 'resolved'] as const
export type LifeStep = (typeof lifeSteps)[number]

export interface LifeMark {
  step: LifeStep
  state: 'done' | 'current' | 'toCome'
  at: string | null
  who: string | null
  /** Until when it should be so; only of a step to come. */
  target: string | null
  late: boolean
}

const ofStep: Record<Exclude<LifeStep, 'open'>, readonly string[]> = {
  acknowledged: ['acknowledged', 'acknowledge'],
  inProgress: ['started', 'start', 'inProgress'],
  resolved: ['resolved', 'resolve', 'cleared', 'closed', 'close'],
}

const rank = { open: 0, acknowledged: 1, inProgress: 2, resolved: 3, closed: 4 } as const

/** A step that was skipped (cleared by itself before anybody took it) is neither done nor to come: it is left out. */
export function lifeOf(
  alert: Pick<
    Alert,
    | 'status'
    | 'openedAt'
    | 'acknowledgedAt'
    | 'startedAt'
    | 'resolvedAt'
    | 'closedAt'
    | 'clearedAt'
    | 'targetAt'
  >,
  events: readonly AlertEvent[],
  now: number,
): LifeMark[] {
  const over = rank[alert.status] >= rank.resolved
  const at: Record<LifeStep, string | null> = {
    open: alert.openedAt,
    acknowledged: alert.acknowledgedAt,
    inProgress: alert.startedAt,
    resolved: alert.resolvedAt ?? (over ? (alert.clearedAt ?? alert.closedAt) : null),
  }
  const current: LifeStep = alert.status === 'closed' ? 'resolved' : alert.status
  return lifeSteps
    .filter((step) => !(over && at[step] === null))
    .map((step) => {
      const passed = rank[step] < rank[current] || alert.status === 'closed'
      const target = step === 'resolved' && !over ? alert.targetAt : null
      return {
        step,
        state: step === current && alert.status !== 'closed' ? 'current' : passed ? 'done' : 'toCome',
        at: at[step],
        who: step === 'open' ? null : whoDid(ofStep[step], events),
        target,
        late: target !== null && Date.parse(target) < now,
      }
    })
}

const whoDid = (kinds: readonly string[], events: readonly AlertEvent[]) =>
  events.findLast((event) => kinds.includes(event.kind) && event.actor !== null)?.actor?.name ?? null
