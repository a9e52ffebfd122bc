import {
  type ClaimedNotification,
  claimNotifications,
  type Db,
  recordFailure,
  recordSent,
} from '@trame/database'
import { pauseAfter } from '@trame/domain'
import type { Circuits } from './circuit.ts'
import { givenUp } from './outcome.ts'
import type { Transport, Transports } from './transport.ts'

export interface LaneOptions {
  db: Db
  channel: keyof Transports
  transport: Transport | undefined
  circuits: Circuits
  now: () => Date
  random: () => number
  /** Messages on their way at a time, and of one organisation. */
  concurrency: number
  perOrganisation: number
  /** Takes the next one as soon as one has gone. */
  refill: boolean
  onFailure(error: unknown): void
}

export interface Lane {
  /** Starts what is due and there is room for. Resolves once it is on its way; true when something was. */
  fill(): Promise<boolean>
  /** Of everything on its way. */
  settled(): Promise<void>
  /** Takes nothing new and waits for what is on its way. */
  stop(): Promise<void>
  inFlight(): number
}

const leaseMs = 120_000

/** One channel's deliveries. Channels do not share their room: a mail server that hangs holds up no webhook. */
export function createLane(options: LaneOptions): Lane {
  const { db, channel, transport, circuits, now } = options
  const byOrganisation = new Map<string, number>()
  const running = new Set<Promise<void>>()
  let filling: Promise<boolean> | null = null
  let missed = false
  let stopped = false

  const count = (organisationId: string, by: number) =>
    byOrganisation.set(organisationId, (byOrganisation.get(organisationId) ?? 0) + by)

  async function deliver(one: ClaimedNotification) {
    const at = now()
    // Its endpoint stayed closed, or this process was down, until nobody needed the message any more.
    if (one.expiresAt <= at)
      return recordFailure(db, one, { at, status: null, tookMs: 0, error: 'expired', retryAt: null })
    const started = performance.now()
    const outcome = transport
      ? await transport.send(one).catch((error: unknown) => {
          options.onFailure(error)
          return givenUp('internal')
        })
      : givenUp('channel_not_configured')
    const attempt = { at, status: outcome.status, tookMs: Math.round(performance.now() - started) }
    if (outcome.ok) {
      circuits.success(one.endpoint)
      return recordSent(db, one, attempt)
    }
    if (!outcome.endpointIsWell) circuits.failure(one.endpoint, now())
    const pauseMs = Math.max(pauseAfter(one.attempts, options.random), outcome.retryAfterMs ?? 0)
    const next = new Date(now().getTime() + pauseMs)
    const retryAt = outcome.permanent || next >= one.expiresAt ? null : next
    return recordFailure(db, one, { ...attempt, error: outcome.error, retryAt })
  }

  function start(one: ClaimedNotification) {
    count(one.organisationId, 1)
    const work = deliver(one)
      // Its lease ends by itself: it is tried again then.
      .catch(options.onFailure)
      .finally(() => {
        count(one.organisationId, -1)
        running.delete(work)
        if (options.refill && !stopped) lane.fill().catch(options.onFailure)
      })
    running.add(work)
  }

  async function fill() {
    const room = options.concurrency - running.size
    if (room <= 0) return false
    const claimed = await claimNotifications(db, {
      channel,
      now: now(),
      leaseMs,
      limit: room,
      perOrganisation: options.perOrganisation,
      fullOrganisations: [...byOrganisation]
        .filter(([, running]) => running >= options.perOrganisation)
        .map(([id]) => id),
      closedEndpoints: circuits.open(now()),
    })
    for (const one of claimed) start(one)
    return claimed.length > 0
  }

  /** Room that became free while it looked was not seen: it looks again. */
  async function fillAll() {
    let any = false
    do {
      missed = false
      any = (await fill()) || any
    } while (missed && !stopped)
    return any
  }

  const lane: Lane = {
    fill() {
      if (filling) missed = true
      else
        filling = fillAll().finally(() => {
          filling = null
        })
      return filling!
    },
    async settled() {
      await Promise.all(running)
    },
    async stop() {
      stopped = true
      await filling?.catch(() => {})
      await Promise.all(running)
    },
    inFlight: () => running.size,
  }
  return lane
}
