import { leaseEnd, restoreOf } from './envelope.ts'
import { restoreForMs } from './next-uplink.ts'
import { type CommandEvent, type CommandProgress, expiryGraceMs, isFinalState } from './state.ts'
import { stepCommand } from './step.ts'

// For tests: lamps, a network and the platform's rules in memory. Times are ms of true time, but for `jump`.
const minute = 60_000
const hour = 60 * minute
const classC = {
  network: 'lorawan',
  downlinkClass: 'C',
  lastUplinkAt: null,
  expectedIntervalMs: hour,
} as const

export interface ModelLamp {
  level: number | null
  /** The controller's own timer. */
  heldUntil: number
  /** True times of leases, whatever became of them: what was ever allowed. */
  lastLeaseEnd: number
  lastLeaseLocal: boolean
}

interface ModelCommand {
  id: number
  lamp: number
  level: number | null
  until: number
  progress: CommandProgress
  lease: ModelLease | null
  restores: ModelLease | null
  /** The platform was told so. */
  arrived: boolean
}
interface ModelLease {
  until: number
  local: boolean
  ended: boolean
  command: ModelCommand
  restore: ModelCommand
}

export interface ModelNetwork {
  /** Minutes in which a message is delivered; null: lost. Asked once a message. */
  delay(): number | null
  down: boolean
}

export function modelTown(lampCount: number, network: ModelNetwork) {
  const lamps: ModelLamp[] = Array.from({ length: lampCount }, () => ({
    level: null,
    heldUntil: Number.POSITIVE_INFINITY,
    lastLeaseEnd: Number.NEGATIVE_INFINITY,
    lastLeaseLocal: true,
  }))
  const commands: ModelCommand[] = []
  const air: { at: number; command: ModelCommand; minutes: number }[] = []
  let now = 0
  let jump = 0
  let up = true
  let crashAfter: 'start' | 'send' | null = null
  const clock = () => now + jump

  const make = (lamp: number, level: number | null, until: number, notBefore: number, expiresAt: number) => {
    const command: ModelCommand = {
      id: commands.length,
      lamp,
      level,
      until,
      lease: null,
      restores: null,
      arrived: false,
      progress: {
        state: 'queued',
        idempotent: true,
        observable: false,
        network: 'lorawan',
        approvalsMissing: 0,
        attempts: 0,
        maxAttempts: level === null ? 50 : 3,
        sending: false,
        maybeSent: false,
        notBefore,
        expiresAt,
        observeBy: expiresAt + hour,
        misses: 0,
      },
    }
    commands.push(command)
    return command
  }
  const isEnded = ({ progress: { state } }: ModelCommand) => isFinalState(state) || state === 'acknowledged'

  function move(command: ModelCommand, event: CommandEvent): boolean {
    const step = stepCommand(command.progress, event, clock())
    if (!step.ok) return false
    command.progress = step.command
    if (!isEnded(command)) return true
    if (command.lease && !command.progress.maybeSent) end(command.lease)
    if (command.progress.state === 'acknowledged') {
      if (command.restores?.restore === command) command.restores.ended = true
      // What has reached the lamp brings its own way back: older ones would cut it short.
      for (const { lease } of commands)
        if (
          lease &&
          !lease.ended &&
          lease !== command.lease &&
          lease.command.lamp === command.lamp &&
          lease.command.id < command.id &&
          cannotArrive(lease.command)
        )
          end(lease)
    }
    return true
  }
  const cannotArrive = ({ arrived, progress }: ModelCommand) =>
    arrived || clock() > progress.expiresAt + expiryGraceMs

  function end(lease: ModelLease) {
    lease.ended = true
    if (!lease.restore.progress.sending) move(lease.restore, { type: 'superseded' })
  }

  function order(lamp: number, level: number, minutes: number, expiryMinutes: number) {
    if (!up) return
    const parameters = { level, until: new Date(clock() + minutes * minute).toISOString() }
    const until = leaseEnd('light.dim', parameters, clock())!
    const expiresAt = Math.min(clock() + expiryMinutes * minute, until - minute)
    if (expiresAt <= clock() || restoreOf('light.dim', parameters) === null) return
    const command = make(lamp, level, until, clock(), expiresAt)
    // One transaction: the order, its lease and its way back.
    const restore = make(lamp, null, 0, until, until + restoreForMs(classC))
    command.lease = { until, local: false, ended: false, command, restore }
    restore.restores = command.lease
    for (const older of commands)
      if (older.lamp === lamp && older.id < command.id && older.level !== null && !isEnded(older))
        move(older, { type: 'superseded' })
  }

  function sendDue() {
    const due = commands
      .filter(
        ({ progress }) => progress.state === 'queued' && !progress.sending && progress.notBefore <= clock(),
      )
      .sort((a, b) => Number(a.level !== null) - Number(b.level !== null))
    for (const command of due) {
      if (!move(command, { type: 'sendStarted' })) {
        move(command, { type: 'clock' })
        continue
      }
      if (crashAfter === 'start') return crash()
      const retryAt = clock() + minute
      if (network.down) {
        move(command, { type: 'notSent', retryAt })
        continue
      }
      hand(command)
      if (crashAfter === 'send') return crash()
      move(command, { type: 'sent' })
    }
  }

  function hand(command: ModelCommand) {
    const { until, progress, lease, lamp } = command
    const minutes = Math.floor((until - progress.expiresAt) / minute)
    if (lease) {
      lease.local = minutes <= 255
      lamps[lamp]!.lastLeaseLocal = lease.local
      lamps[lamp]!.lastLeaseEnd = Math.max(lamps[lamp]!.lastLeaseEnd, until)
    }
    const delay = network.delay()
    if (delay !== null) air.push({ at: now + delay * minute, command, minutes })
  }

  function crash() {
    crashAfter = null
    up = false
  }

  /** One minute of true time: the air, the lamps, and the platform if it is up. */
  function tick() {
    now += minute
    for (const message of air.splice(0)) {
      if (message.at > now) {
        air.push(message)
        continue
      }
      const { command, minutes } = message
      // The network server drops what has expired, by its own, true clock.
      if (message.at >= command.progress.expiresAt) continue
      const lamp = lamps[command.lamp]!
      lamp.level = command.level
      lamp.heldUntil =
        command.level !== null && minutes <= 255 ? message.at + minutes * minute : Number.POSITIVE_INFINITY
      if (up && move(command, { type: 'acknowledged' })) command.arrived = true
    }
    for (const lamp of lamps) if (lamp.level !== null && lamp.heldUntil <= now) lamp.level = null
    if (!up) return
    for (const command of commands)
      if (!isEnded(command) && clock() >= command.progress.expiresAt) move(command, { type: 'clock' })
    sendDue()
    watch()
  }

  function watch() {
    for (const { lease } of [...commands]) {
      if (!lease || lease.ended || lease.until > clock() || !isEnded(lease.restore)) continue
      lease.restore = make(lease.command.lamp, null, 0, clock(), clock() + restoreForMs(classC))
      lease.restore.restores = lease
    }
  }

  return {
    lamps,
    commands,
    now: () => now,
    order,
    tick,
    down() {
      up = false
    },
    crashAt(point: 'start' | 'send' | null) {
      crashAfter = point
    },
    start() {
      if (up) return
      up = true
      for (const command of commands)
        if (command.progress.sending) move(command, { type: 'outcomeLost', retryAt: clock() + 5_000 })
    },
    jumpBy(minutes: number) {
      jump += minutes * minute
    },
    setClockRight() {
      jump = 0
    },
  }
}
