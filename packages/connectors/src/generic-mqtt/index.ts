import type { InvalidEvent, NetworkEvent } from '@trame/domain'
import type { Connector, ConnectorTools } from '../connector.ts'
import { parseJson } from '../json.ts'
import type { Inbound } from '../mqtt/frame-reader.ts'
import { mqttConnector } from '../mqtt/mqtt-connector.ts'
import { commandPublication } from './command.ts'
import type { GenericMqttConfig } from './config.ts'
import { type CompiledMapping, compileMapping } from './mapping.ts'
import { readingsEvent } from './readings-event.ts'
import { readTelemetry } from './telemetry.ts'
import { acknowledgementEvent, availabilityEvent, type TreeTopic, treeFilters, treeTopic } from './tree.ts'

export function genericMqttConnector(config: GenericMqttConfig, tools: ConnectorTools = {}): Connector {
  const mappings = config.mappings.map(compileMapping)
  return mqttConnector(
    config,
    {
      kind: config.kind,
      filters: [
        ...(config.tree === null ? [] : treeFilters(config.tree)),
        ...mappings.map(({ pattern }) => pattern.filter),
      ],
      read: (message, receivedAt) => read(config, mappings, message, receivedAt),
      write: (downlink) => commandPublication(downlink, config, mappings),
    },
    tools,
  )
}

type Heard = Pick<Inbound, 'topic' | 'payload'> & { connectorId: string; receivedAt: Date }

function read(
  { id: connectorId, tree }: GenericMqttConfig,
  mappings: readonly CompiledMapping[],
  { topic, payload }: Inbound,
  receivedAt: Date,
): NetworkEvent | null {
  const heard = { connectorId, receivedAt, topic, payload }
  const own = tree === null ? null : treeTopic(topic)
  if (own) {
    try {
      return ownEvent(own, heard)
    } catch (error) {
      return malformed(heard, own.address, error)
    }
  }
  for (const mapping of mappings) {
    const address = mapping.addressOf(topic)
    if (address === null) continue
    try {
      const { readings, time, seq } = mapping.read(payload)
      return readingsEvent(heard, address, readings, time, seq)
    } catch (error) {
      return malformed(heard, address, error)
    }
  }
  return invalid(heard, 'topic_unknown', 'neither a topic of the tree nor of a mapping')
}

function ownEvent(topic: TreeTopic, heard: Heard): NetworkEvent | null {
  const { connectorId, receivedAt, payload } = heard
  if (topic.about === 'telemetry' || (topic.about === 'state' && payload.length > 0)) {
    const { readings, time, seq } = readTelemetry(parseJson(payload))
    return readingsEvent(heard, topic.address, readings, time, seq)
  }
  const base = { connectorId, receivedAt, address: topic.address }
  if (topic.about === 'acknowledgement') return acknowledgementEvent(base, topic.id, payload)
  if (topic.about === 'availability') return payload.length === 0 ? null : availabilityEvent(base, payload)
  // An empty retained message is how a device takes its state back (MQTT 5.0 §3.3.1.3).
  return null
}

const malformed = (heard: Heard, address: string, error: unknown) =>
  invalid(heard, 'message_malformed', (error as Error).message, address)

function invalid(
  { connectorId, receivedAt, topic, payload }: Heard,
  code: InvalidEvent['code'],
  detail: string,
  address?: string,
): InvalidEvent {
  const event: InvalidEvent = {
    kind: 'invalid',
    connectorId,
    receivedAt,
    code,
    topic,
    bytes: payload,
    detail,
  }
  if (address === undefined) return event
  return { ...event, network: 'mqtt', address }
}
