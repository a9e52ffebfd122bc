import type { DeviceDetail, DeviceEvent, DownlinkEvent, NetworkEvent } from '@trame/domain'
import type { EventName, Message } from './messages.ts'
import { instant } from './uplink.ts'

/**
 * Log codes after which ChirpStack has thrown the queue item away. Others (DOWNLINK_GATEWAY) leave it in the queue,
 * to be tried at the next opportunity.
 */
const discarding: ReadonlySet<string> = new Set(['EXPIRED', 'DOWNLINK_PAYLOAD_SIZE', 'F_CNT_DOWN'])

type Other = Exclude<EventName, 'up'>

/** Null when there is nothing to tell. */
export function otherEventOf<K extends Other>(
  name: K,
  message: Message<K>,
  connectorId: string,
  receivedAt: Date,
): NetworkEvent | null {
  const base = {
    connectorId,
    receivedAt,
    network: 'lorawan' as const,
    address: message.deviceInfo.devEui.toLowerCase(),
    observedAt: message.time ? instant(message.time) : receivedAt,
  }
  const device = (detail: DeviceDetail): DeviceEvent => ({ kind: detail.type, ...base, detail })
  return readers[name](message, base, device)
}

type Reader<K extends Other> = (
  message: Message<K>,
  base: Omit<DownlinkEvent, 'kind' | 'queueItemId'>,
  device: (detail: DeviceDetail) => DeviceEvent,
) => NetworkEvent | null

const readers: { [K in Other]: Reader<K> } = {
  join: ({ devAddr }, _, device) => device({ type: 'join', devAddr: devAddr.toLowerCase() }),

  status: ({ margin, externalPowerSource, batteryLevelUnavailable, batteryLevel }, _, device) =>
    device({
      type: 'status',
      marginDb: margin ?? 0,
      externalPower: externalPowerSource === true,
      batteryPercent: externalPowerSource || batteryLevelUnavailable ? null : (batteryLevel ?? 0),
    }),

  location: ({ location }, _, device) =>
    device({
      type: 'location',
      longitude: location.longitude ?? 0,
      latitude: location.latitude ?? 0,
      ...(location.altitude != null && { altitude: location.altitude }),
      ...(location.accuracy != null && { accuracy: location.accuracy }),
    }),

  log({ level, code, description, context }, base, device) {
    const queueItemId = context?.queue_item_id
    if (queueItemId && code && discarding.has(code))
      return {
        kind: 'downlinkFailed',
        ...base,
        queueItemId,
        detail: description ? `${code}: ${description}` : code,
      }
    return device({
      type: 'log',
      level: level === 'ERROR' ? 'error' : level === 'WARNING' ? 'warning' : 'info',
      code: code || 'UNKNOWN',
      description: description ?? '',
    })
  },

  txack({ queueItemId, fCntDown }, base) {
    // A downlink that only carried MAC commands comes from no queue item.
    if (!queueItemId) return null
    return { kind: 'downlinkSent', ...base, queueItemId, fCntDown: fCntDown ?? 0 }
  },

  ack: ({ queueItemId, acknowledged, fCntDown }, base) => ({
    kind: acknowledged ? 'downlinkAcknowledged' : 'downlinkFailed',
    ...base,
    queueItemId,
    fCntDown: fCntDown ?? 0,
    ...(!acknowledged && { detail: 'NOT_ACKNOWLEDGED: the device did not acknowledge it in time' }),
  }),
}
