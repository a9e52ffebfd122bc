import type { Frame } from '@trame/devices'
import { type Actor, subjectOf } from '../fleet/cast.ts'
import { instant, type Ledger } from '../ledger/ledger.ts'
import { ackEvent, expiredEvent, type QueueItem, readDownlink, txAckEvent } from '../wire/downlink-event.ts'
import { effectOfFrame } from './effects.ts'
import type { Orders } from './orders.ts'

/** What a device sends beside its usual messages: a frame of its own, or null for how it is now. */
export interface Answer {
  frame: Frame | null
}

export interface NetworkServerOptions {
  actors: readonly Actor[]
  orders: Orders
  ledger: Ledger
  /** Counters by device, remembered through a restart. */
  counters: Record<string, number>
  /** The network server's own clock, against which expiry is checked. */
  now(): number
  /** The simulated time. */
  clock(): number
  /** Into the integration, at once. */
  emit(event: { topic: string; payload: string }): void
  answer(actor: Actor, at: number, answer: Answer): void
  gatewayId: string
}

interface Session {
  queue: QueueItem[]
  /** Sent as confirmed and not yet acknowledged. */
  pending: { item: QueueItem; fCntDown: number } | null
  /** The device will set the ACK bit in its next uplink. */
  willAcknowledge: boolean
}

const receiveWindowMs = 1_000

/** ChirpStack's queue of downlinks: to class C at once, to class A after the device's next uplink, one at a time. */
export function createNetworkServer(options: NetworkServerOptions) {
  const { actors, orders, ledger, counters, now, clock, emit, answer, gatewayId } = options
  const byEui = new Map(actors.map((actor) => [actor.member.address, actor]))
  const sessions = new Map<Actor, Session>()
  const sessionOf = (actor: Actor) => {
    let session = sessions.get(actor)
    if (!session) {
      session = { queue: [], pending: null, willAcknowledge: false }
      sessions.set(actor, session)
    }
    return session
  }
  const note = (
    actor: Actor,
    item: QueueItem,
    at: number,
    step: Parameters<typeof noteDownlink>[4],
    detail?: unknown,
  ) => noteDownlink(ledger, actor, item.id, at, step, detail)

  function serve(actor: Actor, at: number) {
    const session = sessionOf(actor)
    const subject = subjectOf(actor.member)
    const wall = now()
    session.queue = session.queue.filter((item) => {
      if (item.expiresAt === null || item.expiresAt > wall) return true
      emit(expiredEvent(subject, item, at))
      note(actor, item, at, 'expired')
      return false
    })
    if (session.pending) return
    const item = session.queue.shift()
    if (!item) return
    const sentAt = at + receiveWindowMs
    const { key } = actor.member
    const fCntDown = counters[key] ?? 0
    counters[key] = fCntDown + 1
    emit(
      txAckEvent(subject, item, {
        at: sentAt,
        fCntDown,
        spreadingFactor: actor.radio.spreadingFactor,
        gatewayId,
      }),
    )
    note(actor, item, sentAt, 'sent')
    if (item.confirmed) session.pending = { item, fCntDown }
    receive(actor, session, item, sentAt)
  }

  function receive(actor: Actor, session: Session, item: QueueItem, at: number) {
    if (actor.temper === 'deaf') return note(actor, item, at, 'unheard')
    if (item.confirmed) session.willAcknowledge = actor.temper !== 'mute'
    const frame = { fPort: item.fPort, bytes: item.bytes }
    const effect = effectOfFrame(actor.model!, frame, at)
    if (!effect) {
      note(actor, item, at, 'notUnderstood')
    } else if (actor.temper === 'idle') {
      note(actor, item, at, 'ignored', effect.name)
    } else {
      for (const order of effect.orders) orders.give(actor.member.key, order)
      note(actor, item, at, 'obeyed', { command: effect.name, ...effect.parameters })
    }
    // A controller of NAS repeats the packet first; every device then says how it is now.
    if (effect && actor.temper === 'obedient' && echoes(actor, frame)) answer(actor, at + 2_000, { frame })
    if (effect && actor.temper !== 'mute') answer(actor, at + 5_000, { frame: null })
  }

  return {
    /** A command from the broker. */
    command(topic: string, payload: Buffer) {
      const at = clock()
      const read = readDownlink(topic, payload, now())
      const actor = read && byEui.get(read.devEui)
      if (!actor) return
      sessionOf(actor).queue.push(read.item)
      note(actor, read.item, at, 'queued')
      if (actor.member.lorawan?.deviceClass === 'C') serve(actor, at)
    },
    /** The device has sent a frame; `heard`: and the network has got it. */
    uplink(actor: Actor, at: number, heard: boolean) {
      const session = sessions.get(actor)
      if (!session) return
      const acknowledged = session.willAcknowledge
      session.willAcknowledge = false
      if (!heard) return
      if (session.pending) {
        const { item, fCntDown } = session.pending
        session.pending = null
        emit(ackEvent(subjectOf(actor.member), item, { at, fCntDown, acknowledged }))
        note(actor, item, at, acknowledged ? 'acknowledged' : 'notAcknowledged')
      }
      serve(actor, at)
    },
  }
}

const echoes = ({ model }: Actor, { fPort }: Frame) => model?.maker === 'NAS' && fPort === 60

export function noteDownlink(
  ledger: Ledger,
  actor: Actor,
  id: string,
  at: number,
  step: Extract<Parameters<Ledger['note']>[0], { kind: 'downlink' }>['step'],
  detail?: unknown,
) {
  ledger.note({
    kind: 'downlink',
    at: instant(at),
    device: actor.member.key,
    id,
    step,
    ...(detail === undefined ? {} : { detail }),
  })
}
