import { DownlinkError } from '@trame/connectors'
import {
  closeMulticasts,
  type Db,
  dueMulticasts,
  type MulticastOutcome,
  multicastStillQueued,
  multicastsOut,
  recordMulticast,
  reopenMulticasts,
  repeatable,
} from '@trame/database'
import type { Rates } from './decide.ts'
import { decideMulticast, type MulticastToSend } from './decide-multicast.ts'
import type { Networks } from './networks.ts'

export interface MulticastOptions {
  db: Db
  networks: Pick<Networks, 'sendGroup' | 'groupQueue'>
  rates: Rates
  now(): Date
  holdsLock?(): boolean
  onSent?(outcome: 'sent' | 'notSent' | 'refused' | 'unknown', tookMs: number): void
  onFailure(error: unknown): void
}

/** A queue of the network's is looked into at most so often. */
const watchEveryMs = 1_000
const retryMs = 5_000

/** One downlink for all members of a multicast group. */
export function createMulticastSender(options: MulticastOptions) {
  const { db, networks, rates, now, holdsLock = () => true, onFailure } = options
  let watchedAt = Number.NEGATIVE_INFINITY

  async function sendOne(id: string) {
    const decided = await repeatable(db, (tx) => decideMulticast(tx, id, { rates, now: now() }))
    if (!decided) return
    const startedAt = performance.now()
    const { outcome, record } = await send(decided)
    await recordMulticast(db, id, record, now())
    options.onSent?.(outcome, performance.now() - startedAt)
  }

  async function send({ sending, downlink }: MulticastToSend): Promise<{
    outcome: 'sent' | 'notSent' | 'refused' | 'unknown'
    record: MulticastOutcome
  }> {
    const states = ['sending']
    try {
      const fCnt = await networks.sendGroup(sending.organisation_id, sending.connector_id, downlink)
      const detail = `to the group ${downlink.networkGroupId}, ${downlink.members.length} members, fCnt ${fCnt}`
      const record = {
        event: { type: 'sent' },
        detail,
        states,
        sending: { state: 'handedOver', fCnt },
      } as const
      return { outcome: 'sent', record }
    } catch (error) {
      const detail = (error as Error).message.slice(0, 400)
      const outcome = error instanceof DownlinkError ? error.outcome : 'unknown'
      const at = now().getTime()
      // A group that the network does not know so is no reason to leave its members as they are: each is told alone.
      if (outcome === 'refused') {
        const event = { type: 'notSent', retryAt: at } as const
        return { outcome, record: { event, detail, states, sending: { state: 'split' } } }
      }
      const event = {
        type: outcome === 'notSent' ? 'notSent' : 'outcomeLost',
        retryAt: at + retryMs,
      } as const
      return { outcome, record: { event, detail, states, sending: { state: 'waiting' } } }
    }
  }

  /**
   * ChirpStack says nothing of a multicast that its gateways have sent: it takes it out of the group's queue. It left after
   * it was last seen there, and what a member says from then on counts.
   */
  async function watch() {
    if (now().getTime() - watchedAt < watchEveryMs) return
    watchedAt = now().getTime()
    await closeMulticasts(db)
    for (const { id, organisation_id, connector_id, network_group_id, ...row } of await multicastsOut(db)) {
      if (row.f_cnt === null || row.handed_over_at === null) continue
      try {
        const askedAt = now()
        const queue = await networks.groupQueue(organisation_id, connector_id, network_group_id)
        if (queue.includes(row.f_cnt)) {
          await multicastStillQueued(db, id, askedAt)
          continue
        }
        const at = row.still_queued_at ?? row.handed_over_at
        const sent = { state: 'sent' } as const
        await recordMulticast(
          db,
          id,
          { event: { type: 'radioSent' }, at, states: ['handedOver'], sending: sent },
          now(),
        )
      } catch (error) {
        onFailure(error)
      }
    }
  }

  return {
    /** Sends what is due, and looks what became of what was sent; returns how many it has sent or tried to. */
    async pass(): Promise<number> {
      await watch()
      const ids = await dueMulticasts(db, now())
      for (const id of ids) {
        if (!holdsLock()) return ids.length
        try {
          await sendOne(id)
        } catch (error) {
          onFailure(error)
        }
      }
      return ids.length
    },
    /** After the recovery of the single commands, before the first pass. */
    recover: () => reopenMulticasts(db),
  }
}
