import { type Db, escalateDue, gatherDigests, planNotifications, type Scoped } from '@trame/database'
import { createCircuits } from './circuit.ts'
import { createLane, type Lane } from './lane.ts'
import type { Transports } from './transport.ts'

export interface NotifierOptions {
  db: Db
  transports: Transports
  now?: () => Date
  random?: () => number
  /** Between two looks when nobody calls `wake`. */
  everyMs?: number
  concurrency?: number
  perOrganisation?: number
  onFailure?: (error: unknown) => void
  /** Whether a message that has gone makes room at once; drain() of the tests does it in rounds. */
  refill?: boolean
}

export interface Notifier {
  /** Something is there to be told: call it after a commit, or on PostgreSQL's `notice_given`. */
  wake(): void
  /** Does all that is due now and waits for it: for tests, and for an orderly end. */
  drain(): Promise<void>
  /** For the metrics page; what waits is counted in the database. */
  status(): { inFlight: Record<string, number>; closedEndpoints: string[] }
  stop(): Promise<void>
}

const channels = ['email', 'push', 'sms', 'webhook'] as const

/** Without the timer: tests say when. */
export function createNotifier({
  db,
  transports,
  now = () => new Date(),
  random = Math.random,
  concurrency = 16,
  perOrganisation = 4,
  onFailure = () => {},
  refill = false,
}: NotifierOptions) {
  const circuits = createCircuits()
  const lanes = new Map<string, Lane>(
    channels.map((channel) => [
      channel,
      createLane({
        db,
        channel,
        transport: transports[channel],
        circuits,
        now,
        random,
        concurrency,
        perOrganisation,
        refill,
        onFailure,
      }),
    ]),
  )
  /** One transaction a batch, until a batch is empty. */
  async function untilNone(step: (tx: Scoped, now: Date) => Promise<number>) {
    let any = false
    while ((await db.transaction().execute((tx) => step(tx, now()))) > 0) any = true
    return any
  }

  async function plan(): Promise<boolean> {
    const told = await untilNone((tx, at) => planNotifications(tx, at, { onFault: onFailure }))
    const escalated = await untilNone(escalateDue)
    const gathered = await untilNone(gatherDigests)
    return told || escalated || gathered
  }

  const fill = async () => (await Promise.all([...lanes.values()].map((lane) => lane.fill()))).some(Boolean)
  const settled = async () => {
    await Promise.all([...lanes.values()].map((lane) => lane.settled()))
  }

  return {
    plan,
    fill,
    settled,
    async stop() {
      await Promise.all([...lanes.values()].map((lane) => lane.stop()))
    },
    async drain() {
      for (let more = true; more; ) {
        const planned = await plan()
        const filled = await fill()
        await settled()
        more = planned || filled
      }
    },
    status: () => ({
      inFlight: Object.fromEntries([...lanes].map(([channel, lane]) => [channel, lane.inFlight()])),
      closedEndpoints: circuits.open(now()),
    }),
  }
}

/** Runs until stopped. Any number of processes may: rows are taken with SKIP LOCKED. */
export function startNotifier(options: NotifierOptions): Notifier {
  const { everyMs = 500, onFailure = () => {}, transports } = options
  const notifier = createNotifier({ refill: true, ...options })
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let again = false

  async function round() {
    try {
      await notifier.plan()
      again = (await notifier.fill()) || again
    } catch (error) {
      onFailure(error)
    }
  }

  function wake() {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    clearTimeout(timer)
    again = false
    running = round().finally(() => {
      running = null
      if (stopped) return
      if (again) wake()
      else timer = setTimeout(wake, everyMs)
    })
  }
  wake()

  return {
    wake,
    drain: notifier.drain,
    status: notifier.status,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      await notifier.stop()
      await Promise.all(Object.values(transports).map((transport) => transport.stop?.()))
    },
  }
}
