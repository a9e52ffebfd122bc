import { z } from 'zod'
import { channels, deviceInfo, eventTopic, type Subject, stamp, uuidOf } from './chirpstack-event.ts'

const topic = /^application\/[^/]+\/device\/([0-9a-f]{16})\/command\/down$/

/** integration.DownlinkCommand of ChirpStack v4, in protobuf's JSON mapping. */
const Command = z.object({
  id: z.string().optional(),
  devEui: z.string().regex(/^[0-9a-f]{16}$/i),
  confirmed: z.boolean().default(false),
  fPort: z.number().int().min(1).max(223),
  data: z.base64(),
  expiresAt: z.string().optional(),
})

export interface QueueItem {
  id: string
  confirmed: boolean
  fPort: number
  bytes: Uint8Array
  /** By the clock of the network server; null: never. */
  expiresAt: number | null
}

/** Null for what ChirpStack would refuse too: another topic, not JSON, a DevEUI that is not the topic's. */
export function readDownlink(
  name: string,
  payload: Buffer,
  now: number,
): { devEui: string; item: QueueItem } | null {
  const devEui = topic.exec(name)?.[1]
  if (devEui === undefined) return null
  try {
    const command = Command.parse(JSON.parse(payload.toString('utf8')))
    if (command.devEui.toLowerCase() !== devEui) return null
    return {
      devEui,
      item: {
        id: command.id ?? uuidOf(`${devEui}|${now}|${command.data}`),
        confirmed: command.confirmed,
        fPort: command.fPort,
        bytes: Buffer.from(command.data, 'base64'),
        expiresAt: command.expiresAt === undefined ? null : Date.parse(command.expiresAt),
      },
    }
  } catch {
    return null
  }
}

interface Sent {
  at: number
  fCntDown: number
  spreadingFactor: number
  gatewayId: string
}

/** A gateway has sent the frame. */
export function txAckEvent(subject: Subject, item: QueueItem, sent: Sent) {
  return {
    topic: eventTopic(subject.devEui, 'txack'),
    payload: JSON.stringify({
      downlinkId: Number.parseInt(uuidOf(`${item.id}|${sent.fCntDown}`).slice(0, 8), 16),
      time: stamp(sent.at),
      deviceInfo: deviceInfo(subject),
      queueItemId: item.id,
      fCntDown: sent.fCntDown,
      gatewayId: sent.gatewayId,
      txInfo: {
        frequency: channels[sent.fCntDown % 8],
        power: 14,
        modulation: {
          lora: {
            bandwidth: 125_000,
            spreadingFactor: sent.spreadingFactor,
            codeRate: 'CR_4_5',
            polarizationInversion: true,
          },
        },
        timing: { delay: { delay: '1s' } },
        context: 'AAAAAA==',
      },
    }),
  }
}

/** The device said that it has a confirmed frame; or its next uplink came without saying so. */
export function ackEvent(
  subject: Subject,
  item: QueueItem,
  { at, fCntDown, acknowledged }: { at: number; fCntDown: number; acknowledged: boolean },
) {
  return {
    topic: eventTopic(subject.devEui, 'ack'),
    payload: JSON.stringify({
      deduplicationId: uuidOf(`ack|${item.id}|${at}`),
      time: stamp(at),
      deviceInfo: deviceInfo(subject),
      queueItemId: item.id,
      acknowledged,
      fCntDown,
    }),
  }
}

/** The item was still in the queue when its time was over. */
export function expiredEvent(subject: Subject, item: QueueItem, at: number) {
  return {
    topic: eventTopic(subject.devEui, 'log'),
    payload: JSON.stringify({
      time: stamp(at),
      deviceInfo: deviceInfo(subject),
      level: 'ERROR',
      code: 'EXPIRED',
      description: 'Device queue-item discarded because it has expired',
      context: { queue_item_id: item.id },
    }),
  }
}
