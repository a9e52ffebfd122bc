import type { CommandKindId } from '../command/kinds.ts'
import type { NotificationChannel } from '../notification/channel.ts'
import type { ScenarioConditionTrace } from './judge.ts'
import type { AssetSelection } from './selection.ts'
import type { Trigger } from './trigger.ts'

/** Why a scenario looks: which trigger, when it was so, and what was seen. Times are ms since 1970. */
export interface TriggerFact {
  /** Of the list of triggers; null: run now, or a rule's action. */
  index: number | null
  kind: Trigger['kind']
  at: number
  /** When we learnt it. */
  seenAt: number
  /** Whose value, alert or press it was. */
  assetId: string | null
  detail: Record<string, unknown>
}

export interface ScenarioRun {
  number: number
  /** The version under which it began is the one that it ends under. */
  version: number
  trigger: TriggerFact
  /** Of the event that is being acted upon: waits count from it. */
  at: number
  /** Of the flat program: the next instruction. */
  next: number
  waiting: { path: string; since: number; until: number; looksAt: number } | null
}

/** Of one scenario and subject (`''`: of none). Plain JSON, written to Postgres as it is. */
export interface ScenarioState {
  run: ScenarioRun | null
  queue: { number: number; trigger: TriggerFact }[]
  lastNumber: number
}

export const emptyScenarioState = (): ScenarioState => ({ run: null, queue: [], lastNumber: 0 })

export type ScenarioEvent =
  | { type: 'trigger'; trigger: TriggerFact }
  /** It is `at` now: a wait that is over by then goes on. */
  | { type: 'tick'; at: number }
  /** A person ends what runs, or the scenario was switched off or given another version. */
  | { type: 'cancel'; at: number; reason: 'person' | 'disabled' | 'deleted' }

export const runStates = [
  'queued',
  'running',
  'waiting',
  'done',
  'stopped',
  'notMet',
  'busy',
  'queueFull',
  'tooLate',
  'replaced',
  'timedOut',
  'cancelled',
] as const
/**
 * done, stopped (a `stop` step), timedOut: it acted and is over. notMet: its conditions did not hold; busy, queueFull,
 * tooLate: it never began. replaced: a newer trigger began it anew.
 */
export type RunState = (typeof runStates)[number]

/** A line of the trace, of one run: what happened at a step, and why. */
export interface RunLine {
  type: 'line'
  run: number
  at: number
  state: RunState
  what: 'triggered' | 'began' | 'notBegun' | 'step' | 'waits' | 'goesOn' | 'chose' | 'choseNothing' | 'ended'
  path: string | null
  trigger?: TriggerFact
  conditions?: ScenarioConditionTrace[]
  until?: number
  branch?: number | null
}

/** What the service has to do, in the transaction of the state that says so. Run and path name it: never twice. */
export type ScenarioEffect =
  | RunLine
  | {
      type: 'command'
      run: number
      at: number
      path: string
      to: AssetSelection
      subject: string | null
      command: CommandKindId
      parameters: Record<string, unknown>
    }
  | {
      type: 'message'
      run: number
      at: number
      path: string
      subject: string | null
      /** Null: the organisation's default groups, in the application. */
      groupId: string | null
      channels: NotificationChannel[] | null
      text: { fr?: string | undefined; en?: string | undefined }
    }
  | {
      type: 'mode'
      run: number
      at: number
      path: string
      mode: string
      siteId: string | null
      until: number | null
    }
