import { backoffMs } from './backoff.ts'
import { Connection, type Publication } from './connection.ts'
import type { Inbound } from './frame-reader.ts'
import { type AcknowledgementLane, InFlight, type Slot } from './in-flight.ts'
import { PublishError } from './outbound.ts'
import { MqttRefusal, noMatchingSubscribers, sessionTakenOver } from './reason-codes.ts'
import type { SessionOptions } from './session-options.ts'

/** A connection that lasted this long was a good one: the next backoff starts from the bottom. */
const healthyMs = 60_000

/**
 * An MQTT 5 consumer that acknowledges a message only once it is stored, in order, with thousands under way. It keeps
 * its session at the broker (clean start false), so that what was not acknowledged comes again: after a lost
 * connection, after a refusal of ours, after a restart of ours.
 */
export class MqttSession {
  readonly #options: SessionOptions
  readonly #inFlight: InFlight
  #connection: Connection | null = null
  #ready = false
  #stopping = false
  #subscribed = false
  #attempt = 0
  #readySince = 0
  #starting: { resolve(): void; reject(error: Error): void } | null = null
  #cancelRetry: () => void = () => {}
  #drained: (() => void) | null = null
  /** Messages that wait for one and the same promise: a batch costs one reaction, not thousands. */
  readonly #waiting = new Map<Promise<void>, Slot[]>()
  #received = 0
  #acknowledged = 0
  #reconnects = 0
  #lastMessageAt = 0
  #lowestQos: 0 | 1 | null = null
  #lastError: string | null = null

  constructor(options: SessionOptions) {
    this.#options = options
    this.#inFlight = new InFlight()
  }

  /**
   * Resolves at the first successful subscription. Rejects when only a change of configuration can help (credentials,
   * topics); an absent broker is waited for, for ever.
   */
  start(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#starting = { resolve, reject }
    void this.#connect()
    return promise
  }

  /** Resolves when the broker has taken it and somebody listens; rejects with a PublishError otherwise. */
  async publish(publication: Publication): Promise<void> {
    if (!this.#connection || !this.#ready)
      throw new PublishError('notSent', `not connected${this.#lastError ? `: ${this.#lastError}` : ''}`)
    const code = await this.#connection.publish(publication)
    if (code === noMatchingSubscribers)
      throw new PublishError('notSent', `nobody listens to ${publication.topic}`)
    if (code >= 0x80)
      throw new PublishError('notSent', new MqttRefusal(`publish to ${publication.topic}`, code).message)
  }

  status() {
    return {
      connected: this.#ready,
      inFlight: this.#inFlight.messages,
      received: this.#received,
      acknowledged: this.#acknowledged,
      reconnects: this.#reconnects,
      lastMessageAt: this.#lastMessageAt === 0 ? null : new Date(this.#lastMessageAt),
      lowestQos: this.#lowestQos,
      lastError: this.#lastError,
    }
  }

  /** Takes nothing new, waits for what is in flight, acknowledges it, disconnects. */
  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    this.#cancelRetry()
    this.#starting?.reject(new Error('stopped before it was connected'))
    this.#starting = null
    const connection = this.#connection
    if (!this.#ready) connection?.end(new Error('stopped'))
    else connection?.drain()
    if (this.#inFlight.messages > 0)
      await new Promise<void>((resolve) => {
        const cancel = this.#options.clock.after(this.#options.drainTimeoutMs, resolve)
        this.#drained = () => {
          cancel()
          resolve()
        }
      })
    await connection?.disconnect()
    this.#connection = null
    this.#ready = false
  }

  async #connect(): Promise<void> {
    const connection = new Connection(this.#options, this.#inFlight, {
      hasRoom: () => this.#hasRoom(),
      message: (message, lane) => this.#take(message, lane),
      acknowledged: (count) => {
        this.#acknowledged += count
        this.#attempt = 0
      },
      closed: (closed, cause) => this.#closed(closed, cause),
    })
    this.#connection = connection
    try {
      const sessionPresent = await connection.open()
      // Also at our own first connection: the configured topics may have changed since the session was made.
      const { subscriptions } = this.#options
      if (subscriptions.length > 0 && (!sessionPresent || !this.#subscribed))
        await connection.subscribe(subscriptions)
    } catch (error) {
      this.#failed(connection, error as Error)
      return
    }
    this.#subscribed = true
    this.#ready = true
    this.#readySince = this.#options.clock.now()
    this.#lastError = null
    this.#starting?.resolve()
    this.#starting = null
  }

  #closed(connection: Connection, cause: Error | null): void {
    // Before it is ready, the failure reaches #connect as a rejection.
    if (connection !== this.#connection || !this.#ready || !cause) return
    this.#ready = false
    if (this.#options.clock.now() - this.#readySince > healthyMs) this.#attempt = 0
    this.#again(cause)
  }

  #failed(connection: Connection, error: Error): void {
    // PublishError is only the wrapper in which a lost connection reaches a SUBSCRIBE that waits.
    const cause = error instanceof PublishError && error.cause instanceof Error ? error.cause : error
    connection.end(cause)
    if (this.#starting && cause instanceof MqttRefusal && cause.permanent) {
      this.#lastError = cause.message
      this.#starting.reject(cause)
      this.#starting = null
      return
    }
    this.#again(cause)
  }

  #again(cause: Error): void {
    if (this.#stopping) return
    const { clock, backoff, random, takenOverBackoffMs, notice } = this.#options
    const delay =
      cause instanceof MqttRefusal && cause.code === sessionTakenOver
        ? takenOverBackoffMs
        : backoffMs(this.#attempt, backoff, random)
    this.#attempt += 1
    this.#lastError = cause.message
    notice?.(`connection lost, next attempt in ${delay} ms: ${cause.message}`, cause)
    this.#cancelRetry = clock.after(delay, () => {
      this.#reconnects += 1
      void this.#connect()
    })
  }

  #hasRoom(): boolean {
    const { messages, bytes } = this.#inFlight
    return messages < this.#options.receiveMaximum && bytes < this.#options.maxInFlightBytes
  }

  #take(message: Inbound, lane: AcknowledgementLane): void {
    this.#received += 1
    this.#lastMessageAt = this.#options.clock.now()
    if (this.#lowestQos === null || message.qos < this.#lowestQos) this.#lowestQos = message.qos
    this.#hand(this.#inFlight.take(message, message.qos === 0 ? null : lane))
  }

  #hand(slot: Slot): void {
    let stored: Promise<void> | undefined
    try {
      stored = this.#options.receive(slot.message!)
    } catch (error) {
      this.#refused(slot, error)
      return
    }
    if (stored === undefined) {
      this.#settled(slot)
      return
    }
    const others = this.#waiting.get(stored)
    if (others) others.push(slot)
    else this.#await(stored, [slot])
  }

  #await(stored: Promise<void>, slots: Slot[]): void {
    this.#waiting.set(stored, slots)
    stored.then(
      () => {
        this.#waiting.delete(stored)
        for (const slot of slots) this.#settled(slot)
      },
      (reason: unknown) => {
        this.#waiting.delete(stored)
        for (const slot of slots) this.#refused(slot, reason)
      },
    )
  }

  #settled(slot: Slot): void {
    const full = !this.#hasRoom()
    if (slot.lane) slot.lane.settle(slot)
    else this.#inFlight.release(slot)
    this.#released(full)
  }

  #refused(slot: Slot, reason: unknown): void {
    const { lane } = slot
    if (!lane && !this.#stopping) {
      this.#tryAgain(slot)
      return
    }
    const full = !this.#hasRoom()
    if (lane && this.#connection?.owns(lane)) {
      this.#connection.flush()
      // It and all later ones stay unacknowledged, and so are sent again, in order.
      this.#connection.end(
        new Error('a message could not be stored: it has to come again', { cause: reason }),
      )
    }
    this.#inFlight.release(slot)
    this.#released(full)
  }

  /** At QoS 0 the broker has forgotten the message: we hold its only copy. */
  #tryAgain(slot: Slot): void {
    const { clock, backoff, random } = this.#options
    clock.after(backoffMs(slot.attempt, backoff, random), () => this.#hand(slot))
    slot.attempt += 1
  }

  #released(wasFull: boolean): void {
    if (wasFull && this.#hasRoom()) this.#connection?.resume()
    if (this.#inFlight.messages === 0) this.#drained?.()
  }
}
