import { randomFor } from '../random.ts'

/** Shares of messages, 0 to 1. Radio losses come on top, from distance and spreading factor. */
export interface Faults {
  duplicates: number
  gaps: number
  late: number
  garbage: number
}

export const noFaults: Faults = { duplicates: 0, gaps: 0, late: 0, garbage: 0 }

export type Fate = 'sent' | 'twice' | 'lost' | 'late' | 'garbage'

/** What happens to one message; the same at each replay. */
export function fateOf(faults: Faults, key: string, at: number): Fate {
  return drawn(randomFor('fate', key, at)(), [
    ['twice', faults.duplicates],
    ['lost', faults.gaps],
    ['late', faults.late],
    ['garbage', faults.garbage],
  ]) as Fate
}

/** Shares of devices that do not do as they are told, or do not tell the truth. */
export interface Tempers {
  /** Never get a downlink: their receiver is broken. */
  deaf: number
  /** Do as they are told, and never acknowledge. */
  mute: number
  /** Acknowledge, and do nothing. */
  idle: number
  /** Have a sensor that is wrong in one of the ways of `sensor-faults.ts`. */
  faulty: number
  /** Have a clock of their own that is wrong; of gateways, too. */
  clocks: number
  /** Of what tells where it is: does not stay where it was put. */
  moved: number
}

export const goodTempers: Tempers = { deaf: 0, mute: 0, idle: 0, faulty: 0, clocks: 0, moved: 0 }

export type Temper = 'obedient' | 'deaf' | 'mute' | 'idle'

/** How a device takes its orders, for all its life. */
export function temperOf({ deaf, mute, idle }: Tempers, key: string): Temper {
  const fate = drawn(randomFor('temper', key)(), [
    ['deaf', deaf],
    ['mute', mute],
    ['idle', idle],
  ])
  return fate === 'sent' ? 'obedient' : (fate as Temper)
}

function drawn(draw: number, shares: [fate: string, share: number][]): string {
  let left = draw
  for (const [fate, share] of shares) {
    if (left < share) return fate
    left -= share
  }
  return 'sent'
}
