import type { AddressedDownlink } from '@trame/domain'
import { type Connector, type ConnectorTools, DownlinkError } from '../connector.ts'
import { mqttConnector } from '../mqtt/mqtt-connector.ts'
import { topicPattern } from '../topic-pattern.ts'
import { downlinkCommand } from './command.ts'
import type { ChirpStackConfig } from './config.ts'
import { enqueueOver } from './enqueue.ts'
import { type ChirpStackApi, chirpStackApi } from './grpc.ts'
import { eventReader } from './read-event.ts'

/** Devices whose application is remembered: enough for any territory, and a bound. */
const mostKnown = 500_000

export function chirpStackConnector(config: ChirpStackConfig, tools: ConnectorTools = {}): Connector {
  const events = topicPattern(config.eventTopic)!
  const commands = topicPattern(config.commandTopic)!
  const read = eventReader(events)
  const api = config.grpc ? chirpStackApi(config.grpc) : null
  const applications = new Map<string, string>()

  const overMqtt = mqttConnector(
    config,
    {
      kind: config.kind,
      filters: [events.filter],
      read({ topic, payload }, receivedAt) {
        const { event, applicationId } = read({ connectorId: config.id, topic, payload, receivedAt })
        if (applicationId && event && 'address' in event && event.address !== undefined)
          remember(applications, event.address, applicationId)
        return event
      },
      async write(downlink) {
        const payload = downlinkCommand(downlink)
        const application_id =
          config.applicationId ?? applications.get(downlink.address) ?? (await askApplication(api, downlink))
        if (downlink.replaceQueue) await emptyQueue(api, downlink)
        return {
          topic: commands.fill({ application_id, dev_eui: downlink.address, command: 'down' }),
          payload,
        }
      },
      close: () => api?.close(),
    },
    tools,
  )
  if (!api || !config.grpc?.sends) return overMqtt
  return { ...overMqtt, send: (downlink) => enqueueOver(api, downlink) }
}

function remember(applications: Map<string, string>, devEui: string, applicationId: string): void {
  if (applications.get(devEui) === applicationId) return
  if (applications.size >= mostKnown) applications.clear()
  applications.set(devEui, applicationId)
}

async function askApplication(api: ChirpStackApi | null, { address }: AddressedDownlink): Promise<string> {
  if (!api)
    throw new DownlinkError(
      'notSent',
      `the application of ${address} is not known yet: wait for a message of it, or configure applicationId or grpc`,
    )
  return (await reached(api.getDevice(address))).applicationId
}

/** Not in one step with the command that follows: an item enqueued by somebody else in between survives. */
async function emptyQueue(api: ChirpStackApi | null, { address }: AddressedDownlink): Promise<void> {
  if (!api) throw new DownlinkError('refused', 'to empty a queue first, configure grpc')
  await reached(api.flushQueue(address))
}

async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw new DownlinkError('notSent', `ChirpStack's API: ${(error as Error).message}`, { cause: error })
  }
}
