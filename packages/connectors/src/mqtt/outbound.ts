/** The fate of a publish that did not succeed: `notSent` may be tried again, `unknown` may have arrived. */
export class PublishError extends Error {
  readonly outcome: 'notSent' | 'unknown'
  constructor(outcome: 'notSent' | 'unknown', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PublishError'
    this.outcome = outcome
  }
}

interface Waiting {
  send(packetId: number): void
  resolve(reasonCode: number): void
  reject(error: PublishError): void
}

const mostWaiting = 10_000

/**
 * Packets of ours that await the broker's answer, each under its packet id. No more are under way than the broker's
 * Receive Maximum (MQTT 5.0 §4.9); the others wait their turn, up to a bound.
 */
export class Outbound {
  readonly #window: number
  readonly #sent = new Map<number, Waiting>()
  readonly #queue: Waiting[] = []
  #lastId = 0
  #closed: Error | null = null

  constructor(window: number) {
    this.#window = window
  }

  get pending(): number {
    return this.#sent.size + this.#queue.length
  }

  /** Resolves with the reason code of the broker's answer. */
  send(write: (packetId: number) => void): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new PublishError('notSent', 'not connected', { cause: this.#closed }))
      if (this.#queue.length >= mostWaiting)
        return reject(new PublishError('notSent', 'too many packets wait for the broker'))
      this.#queue.push({ send: write, resolve, reject })
      this.#pump()
    })
  }

  answered(packetId: number, reasonCode: number): void {
    const waiting = this.#sent.get(packetId)
    if (!waiting) return
    this.#sent.delete(packetId)
    waiting.resolve(reasonCode)
    this.#pump()
  }

  /**
   * MQTT 5.0 §4.4 would have us publish the unanswered ones again on the next connection. A command must not be sent
   * twice, or late, without its owner's knowledge: the owner is told that the outcome is unknown, and decides.
   */
  close(cause: Error): void {
    this.#closed = cause
    for (const waiting of this.#sent.values())
      waiting.reject(new PublishError('unknown', 'connection lost before the broker answered', { cause }))
    for (const waiting of this.#queue)
      waiting.reject(new PublishError('notSent', 'connection lost', { cause }))
    this.#sent.clear()
    this.#queue.length = 0
  }

  #pump(): void {
    while (this.#queue.length > 0 && this.#sent.size < this.#window) {
      const waiting = this.#queue.shift()!
      const packetId = this.#freeId()
      this.#sent.set(packetId, waiting)
      waiting.send(packetId)
    }
  }

  #freeId(): number {
    do this.#lastId = (this.#lastId % 65_535) + 1
    while (this.#sent.has(this.#lastId))
    return this.#lastId
  }
}
