import type { Inbound } from './frame-reader.ts'

/** One message between its arrival and its acknowledgement. Reused: 80,000 pass each second. */
export interface Slot {
  message: Inbound | null
  /** Where its PUBACK waits for its turn; null at QoS 0, which has none. */
  lane: AcknowledgementLane | null
  bytes: number
  settled: boolean
  attempt: number
}

/** All that a session holds in memory, whichever connection it came by. */
export class InFlight {
  messages = 0
  bytes = 0
  readonly #free: Slot[] = []

  take(message: Inbound, lane: AcknowledgementLane | null): Slot {
    const slot = this.#free.pop() ?? { message, lane, bytes: 0, settled: false, attempt: 0 }
    slot.message = message
    slot.lane = lane
    slot.bytes = message.payload.length
    slot.settled = false
    slot.attempt = 0
    this.messages += 1
    this.bytes += slot.bytes
    lane?.push(slot, message.packetId)
    return slot
  }

  release(slot: Slot): void {
    this.messages -= 1
    this.bytes -= slot.bytes
    slot.message = null
    slot.lane = null
    this.#free.push(slot)
  }
}

/**
 * PUBACKs of one connection, in the order in which the messages came (MQTT 5.0 §4.6), however their promises settle.
 * A connection's packet ids mean nothing on the next one: `close` forgets them, and late settlements are dropped.
 */
export class AcknowledgementLane {
  readonly #inFlight: InFlight
  readonly #ready: () => void
  #slots: Slot[] = []
  #ids: number[] = []
  #head = 0
  #due: number[] = []
  #closed = false

  /** `ready` is told once when acknowledgements become due; they are then fetched with `take`. */
  constructor(inFlight: InFlight, ready: () => void) {
    this.#inFlight = inFlight
    this.#ready = ready
  }

  push(slot: Slot, packetId: number): void {
    this.#slots.push(slot)
    this.#ids.push(packetId)
  }

  settle(slot: Slot): void {
    slot.settled = true
    if (this.#closed) {
      this.#inFlight.release(slot)
      return
    }
    const wasEmpty = this.#due.length === 0
    while (this.#head < this.#slots.length && this.#slots[this.#head]!.settled) {
      this.#due.push(this.#ids[this.#head]!)
      this.#inFlight.release(this.#slots[this.#head]!)
      this.#head += 1
    }
    if (this.#head > 1024 && this.#head * 2 > this.#slots.length) {
      this.#slots = this.#slots.slice(this.#head)
      this.#ids = this.#ids.slice(this.#head)
      this.#head = 0
    }
    if (wasEmpty && this.#due.length > 0) this.#ready()
  }

  /** The PUBACK packets that are due, as bytes for one write: success needs no reason code (MQTT 5.0 §3.4.2.1). */
  take(): { count: number; bytes: Buffer } {
    const due = this.#due
    this.#due = []
    const bytes = Buffer.allocUnsafe(due.length * 4)
    for (let i = 0; i < due.length; i++) bytes.writeUInt32BE(0x40020000 + due[i]!, i * 4)
    return { count: due.length, bytes }
  }

  close(): void {
    this.#closed = true
    this.#due = []
    for (const slot of this.#slots.slice(this.#head)) if (slot.settled) this.#inFlight.release(slot)
    this.#slots = []
    this.#ids = []
    this.#head = 0
  }
}
