import { DownlinkError } from '@trame/connectors'
import { type Db, dueCommands, interruptedSendings, recordOutcome, repeatable } from '@trame/database'
import type { CommandEvent } from '@trame/domain'
import { decide, type Rates, type ToSend } from './decide.ts'
import type { Networks } from './networks.ts'

export interface SenderOptions {
  db: Db
  networks: Pick<Networks, 'send' | 'canFlush' | 'givesIds'>
  rates: Rates
  now(): Date
  /** Sendings at once. */
  concurrency?: number
  /** What the watchdog may send: ways back to the safe state. */
  only?: 'restores'
  /** False: leave everything as it is, from now on. Asked before each decision. */
  holdsLock?(): boolean
  onSent?(outcome: 'sent' | 'notSent' | 'refused' | 'unknown', tookMs: number): void
  onFailure(error: unknown): void
  /** Tests end the process here. */
  checkpoint?(at: 'recorded' | 'sent', id: string): Promise<void>
}

export interface Sender {
  /** Sends what is due; returns how many it has looked at. */
  pass(limit?: number): Promise<number>
  /** What an earlier sender left between its two records. Before the first pass, alone by the lock. */
  recover(): Promise<number>
}

export function createSender(options: SenderOptions): Sender {
  const { db, networks, rates, now, concurrency = 8, holdsLock = () => true, onFailure } = options

  async function sendOne(id: string) {
    const decided = await repeatable(db, (tx) =>
      decide(tx, id, { rates, now: now(), replaceQueue: networks.canFlush, givesIds: networks.givesIds }),
    )
    if (!decided) return
    await options.checkpoint?.('recorded', id)
    const startedAt = performance.now()
    const { event, outcome, detail, networkItemId } = await send(decided)
    await options.checkpoint?.('sent', id)
    await recordOutcome(db, id, event, now(), {
      ...(detail && { detail }),
      ...(networkItemId && { networkItemId }),
    })
    options.onSent?.(outcome, performance.now() - startedAt)
  }

  async function send({ row, downlink }: ToSend): Promise<{
    event: CommandEvent
    outcome: 'sent' | 'notSent' | 'refused' | 'unknown'
    detail?: string
    networkItemId?: string
  }> {
    try {
      const networkItemId = await networks.send(row.organisation_id, downlink)
      return { event: { type: 'sent' }, outcome: 'sent', ...(networkItemId && { networkItemId }) }
    } catch (error) {
      const detail = (error as Error).message.slice(0, 400)
      const outcome = error instanceof DownlinkError ? error.outcome : 'unknown'
      const retryAt = now().getTime() + pauseMs(row.requested_at, now())
      if (outcome === 'refused') return { event: { type: 'refused' }, outcome, detail }
      return {
        event: { type: outcome === 'notSent' ? 'notSent' : 'outcomeLost', retryAt },
        outcome,
        detail,
      }
    }
  }

  return {
    async pass(limit = 200) {
      const ids = await dueCommands(db, limit, now(), options.only)
      const waiting = ids.values()
      const worker = async () => {
        for (const id of waiting) {
          if (!holdsLock()) return
          try {
            await sendOne(id)
          } catch (error) {
            onFailure(error)
          }
        }
      }
      await Promise.all(Array.from({ length: Math.min(concurrency, ids.length) }, worker))
      return ids.length
    },
    async recover() {
      const ids = await interruptedSendings(db)
      for (const id of ids)
        await recordOutcome(db, id, { type: 'outcomeLost', retryAt: now().getTime() + 5_000 }, now(), {
          detail: 'the sender ended while it was sending',
        })
      return ids.length
    },
  }
}

/** Longer and longer, a minute at most: a quarter of the time that it has been tried. */
const pauseMs = (since: Date, now: Date) =>
  Math.min(60_000, Math.max(2_000, (now.getTime() - since.getTime()) / 4))
