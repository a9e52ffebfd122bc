import type { Socket } from 'node:net'
import { generate, type IConnackPacket, type ISubackPacket, type Packet, writeToStream } from 'mqtt-packet'
import { FrameReader, type Inbound } from './frame-reader.ts'
import { AcknowledgementLane, type InFlight } from './in-flight.ts'
import { openSocket } from './open-socket.ts'
import { Outbound } from './outbound.ts'
import { MqttRefusal } from './reason-codes.ts'
import type { SessionOptions } from './session-options.ts'

const protocol = { protocolVersion: 5 }
// It would keep a Buffer for each number of 16 bits: 10 MB, for the few packets that are not written here by hand.
writeToStream.cacheNumbers = false

interface Owner {
  hasRoom(): boolean
  message(message: Inbound, lane: AcknowledgementLane): void
  acknowledged(count: number): void
  /** Told once, whoever ended it; `null` when we did. */
  closed(connection: Connection, cause: Error | null): void
}

export interface Publication {
  topic: string
  payload: string | Buffer
  /** MQTT 5.0 §3.3.2.3.3: the broker forgets it after this many seconds. */
  expirySeconds?: number
  responseTopic?: string
  correlationData?: Buffer
}

/** One network connection, from CONNECT to its end. The session makes the next one. */
export class Connection {
  readonly #options: SessionOptions
  readonly #owner: Owner
  readonly #lane: AcknowledgementLane
  readonly #reader: FrameReader
  #socket: Socket | null = null
  #outbound = new Outbound(1)
  #keepAliveMs: number
  #heardAt = 0
  #wroteAt = 0
  #draining = false
  #closed = false
  #cancelTimer: () => void = () => {}
  #connack: { resolve(packet: IConnackPacket): void; reject(error: Error): void } | null = null
  #granted: readonly number[] = []
  #closing: Promise<void> = Promise.resolve()

  constructor(options: SessionOptions, inFlight: InFlight, owner: Owner) {
    this.#options = options
    this.#owner = owner
    this.#keepAliveMs = options.keepAliveSeconds * 1000
    this.#lane = new AcknowledgementLane(inFlight, () => process.nextTick(() => this.flush()))
    this.#reader = new FrameReader(
      {
        hasRoom: () => this.#draining || owner.hasRoom(),
        publish: (message) => {
          // While draining, what is not acknowledged comes again on the next connection.
          if (!this.#draining) owner.message(message, this.#lane)
        },
        control: (packet) => this.#control(packet),
      },
      options.maxMessageBytes,
    )
  }

  /** Resolves with CONNACK: true when the broker still has our session. */
  async open(): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<IConnackPacket>()
    this.#connack = { resolve, reject }
    const socket = openSocket(this.#options, () => this.#write(this.#connectPacket()))
    this.#socket = socket
    this.#closing = new Promise((done) => socket.once('close', () => done()))
    socket.on('error', (error) => this.end(error))
    socket.on('close', () => this.end(new Error('connection closed by the broker')))
    socket.on('data', (chunk: Buffer) => this.#received(chunk))
    this.#cancelTimer = this.#options.clock.after(this.#options.connectTimeoutMs, () =>
      this.end(new Error(`no answer from ${new URL(this.#options.url).host} in time`)),
    )
    return (await promise).sessionPresent
  }

  async subscribe(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return
    await this.#outbound.send((messageId) =>
      this.#write(
        generate(
          {
            cmd: 'subscribe',
            messageId,
            // rh 1: retained messages only where the subscription is new, not again at each reconnection.
            subscriptions: topics.map((topic) => ({ topic, qos: 1, nl: false, rap: false, rh: 1 })),
          },
          protocol,
        ),
      ),
    )
    topics.forEach((topic, i) => {
      const code = this.#granted[i] ?? 0x80
      if (code >= 0x80) throw new MqttRefusal(`subscription to ${topic}`, code)
    })
  }

  /** Resolves with the reason code of the PUBACK. */
  publish(publication: Publication): Promise<number> {
    const { topic, payload, expirySeconds, responseTopic, correlationData } = publication
    return this.#outbound.send((messageId) =>
      this.#write(
        generate(
          {
            cmd: 'publish',
            topic,
            payload,
            messageId,
            qos: 1,
            dup: false,
            retain: false,
            properties: {
              ...(expirySeconds !== undefined && { messageExpiryInterval: expirySeconds }),
              ...(responseTopic !== undefined && { responseTopic }),
              ...(correlationData !== undefined && { correlationData }),
            },
          },
          protocol,
        ),
      ),
    )
  }

  owns(lane: AcknowledgementLane): boolean {
    return lane === this.#lane
  }

  /** Reads on, after room was made. */
  resume(): void {
    if (this.#closed) return
    try {
      this.#reader.resume()
    } catch (error) {
      this.end(error as Error)
      return
    }
    if (this.#reader.waiting === 0 || this.#owner.hasRoom()) this.#socket?.resume()
  }

  flush(): void {
    const { count, bytes } = this.#lane.take()
    if (count === 0 || this.#closed) return
    this.#write(bytes)
    this.#owner.acknowledged(count)
  }

  /** Takes no more messages; answers to our own packets are still read. */
  drain(): void {
    this.#draining = true
    this.resume()
  }

  /** DISCONNECT, then waits until the socket is closed. The session lives on at the broker. */
  async disconnect(): Promise<void> {
    this.flush()
    if (!this.#closed) {
      this.#write(generate({ cmd: 'disconnect', reasonCode: 0 }, protocol))
      this.#socket?.end()
      const cancel = this.#options.clock.after(1000, () => this.#socket?.destroy())
      this.end(null)
      await this.#closing
      cancel()
    } else await this.#closing
  }

  end(cause: Error | null): void {
    if (this.#closed) return
    this.#closed = true
    this.#cancelTimer()
    const reason = cause ?? new Error('stopped')
    this.#connack?.reject(reason)
    this.#outbound.close(reason)
    this.#lane.close()
    if (cause) this.#socket?.destroy()
    this.#owner.closed(this, cause)
  }

  #connectPacket(): Buffer {
    const { clientId, username, password, keepAliveSeconds, sessionExpirySeconds, receiveMaximum } =
      this.#options
    return generate(
      {
        cmd: 'connect',
        clientId,
        protocolId: 'MQTT',
        protocolVersion: 5,
        clean: false,
        keepalive: keepAliveSeconds,
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password: Buffer.from(password) }),
        properties: { sessionExpiryInterval: sessionExpirySeconds, receiveMaximum },
      },
      protocol,
    )
  }

  #received(chunk: Buffer): void {
    if (this.#closed) return
    this.#heardAt = this.#options.clock.now()
    try {
      this.#reader.push(chunk)
    } catch (error) {
      this.end(error as Error)
      return
    }
    if (this.#reader.waiting > 0 && !this.#draining && !this.#owner.hasRoom()) this.#socket?.pause()
  }

  #control(packet: Packet): void {
    if (packet.cmd === 'puback') this.#outbound.answered(packet.messageId!, packet.reasonCode ?? 0)
    else if (packet.cmd === 'suback') {
      this.#granted = (packet as ISubackPacket).granted as number[]
      this.#outbound.answered(packet.messageId!, 0)
    } else if (packet.cmd === 'connack') this.#accepted(packet)
    else if (packet.cmd === 'disconnect')
      this.end(new MqttRefusal('disconnected', packet.reasonCode ?? 0, packet.properties?.reasonString))
  }

  #accepted(packet: IConnackPacket): void {
    const waiting = this.#connack
    this.#connack = null
    const { reasonCode = 0, properties } = packet
    if (reasonCode !== 0) {
      waiting?.reject(new MqttRefusal('connection', reasonCode, properties?.reasonString))
      return
    }
    this.#cancelTimer()
    if (properties?.serverKeepAlive !== undefined) this.#keepAliveMs = properties.serverKeepAlive * 1000
    this.#outbound = new Outbound(properties?.receiveMaximum ?? 65_535)
    this.#watch()
    waiting?.resolve(packet)
  }

  /** Keeps the connection alive (MQTT 5.0 §3.1.2.10), and ends it when the broker has been silent for too long. */
  #watch(): void {
    if (this.#keepAliveMs === 0) return
    this.#cancelTimer = this.#options.clock.after(this.#keepAliveMs / 2, () => {
      const now = this.#options.clock.now()
      // A paused socket hears nothing: its silence proves nothing.
      if (this.#socket?.isPaused()) this.#heardAt = now
      if (now - this.#heardAt > this.#keepAliveMs * 1.5)
        this.end(new Error('the broker has not answered for too long'))
      else {
        if (now - this.#wroteAt >= this.#keepAliveMs / 2 || now - this.#heardAt >= this.#keepAliveMs / 2)
          this.#write(generate({ cmd: 'pingreq' }, protocol))
        this.#watch()
      }
    })
  }

  #write(bytes: Buffer): void {
    this.#wroteAt = this.#options.clock.now()
    this.#socket?.write(bytes)
  }
}
