import type { AddressedDownlink, NetworkEvent } from '@trame/domain'
import type { BrokerConfig } from '../broker-config.ts'
import { type Connector, type ConnectorTools, DownlinkError, type Receive } from '../connector.ts'
import { systemClock } from './clock.ts'
import type { Publication } from './connection.ts'
import type { Inbound } from './frame-reader.ts'
import { PublishError } from './outbound.ts'
import { MqttSession } from './session.ts'
import { sessionDefaults } from './session-options.ts'

/** What differs from one network to the next; connection, acknowledgement, limits and expiry do not. */
export interface MqttNetwork {
  kind: string
  filters: readonly string[]
  /** Null when there is nothing to keep: the message is acknowledged at once. */
  read(message: Inbound, receivedAt: Date): NetworkEvent | null
  /** The message that carries a downlink; throws a DownlinkError when there can be none. */
  write(downlink: AddressedDownlink): Publication | Promise<Publication>
  close?(): void
}

export function mqttConnector(
  config: BrokerConfig,
  network: MqttNetwork,
  { clock = systemClock, random = Math.random, notice, sendOnly = false }: ConnectorTools,
): Connector {
  let invalid = 0
  let receive: Receive = () => Promise.reject(new Error('not started'))
  let now = new Date(Number.NaN)
  const share = config.shareGroup ? `$share/${config.shareGroup}/` : ''
  const session = new MqttSession({
    ...sessionDefaults,
    ...config,
    clock,
    random,
    notice,
    subscriptions: sendOnly ? [] : network.filters.map((filter) => share + filter),
    receive(message) {
      // Hundreds of messages come in one millisecond: they share its Date, which nobody changes.
      const nowMs = clock.now()
      if (now.getTime() !== nowMs) now = new Date(nowMs)
      const receivedAt = now
      const event = readEvent(config, network, message, receivedAt)
      if (event === null) return undefined
      if (event.kind === 'invalid') invalid += 1
      return receive(event, () => readEvent(config, network, message, receivedAt)!)
    },
  })

  return {
    id: config.id,
    kind: network.kind,
    start(taker) {
      receive = taker
      return session.start()
    },
    async send(downlink) {
      // Whole seconds that remain, so that the broker never delivers after the expiry.
      const remaining = () => Math.floor((downlink.expiresAt.getTime() - clock.now()) / 1000)
      if (remaining() < 1) throw new DownlinkError('refused', 'expired')
      const publication = await network.write(downlink)
      // Writing may have asked another server, and taken its time.
      const expirySeconds = remaining()
      if (expirySeconds < 1) throw new DownlinkError('refused', 'expired')
      try {
        await session.publish({ ...publication, expirySeconds })
      } catch (error) {
        if (error instanceof PublishError)
          throw new DownlinkError(error.outcome, error.message, { cause: error })
        throw error
      }
      return undefined
    },
    async stop() {
      await session.stop()
      network.close?.()
    },
    status: () => ({ ...session.status(), invalid }),
  }
}

function readEvent(config: BrokerConfig, network: MqttNetwork, message: Inbound, receivedAt: Date) {
  const { topic, payload, size } = message
  const invalid = { kind: 'invalid' as const, connectorId: config.id, receivedAt, topic, bytes: payload }
  if (payload.length < size)
    return {
      ...invalid,
      code: 'message_too_large' as const,
      detail: `${size} bytes, of which the first ${payload.length} are kept; the limit is ${config.maxMessageBytes}`,
    }
  try {
    const event = network.read(message, receivedAt)
    if (config.backfill && event?.kind === 'uplink') event.backfill = true
    return event
  } catch (error) {
    // Whatever is wrong with one message, it is kept as a rejection: left unacknowledged it would come again for ever.
    return { ...invalid, code: 'message_malformed' as const, detail: (error as Error).message }
  }
}
