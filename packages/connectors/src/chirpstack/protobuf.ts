import type { EventName } from './messages.ts'
import { type Decoded, decodeProtobuf, type Field, type Message } from './protobuf-wire.ts'

// Numbers and names of the fields that we read, from ChirpStack v4's api/proto/{integration,gw,common}/*.proto.

const field = (name: string, type: Field['type']): Field => ({ name, type })

const Timestamp: Message = { 1: field('seconds', 'unsigned'), 2: field('nanos', 'unsigned') }
const deviceInfo = field('deviceInfo', {
  3: field('applicationId', 'text'),
  8: field('devEui', 'text'),
  10: field('deviceClassEnabled', 'unsigned'),
})
const time = field('time', Timestamp)

const RxInfo: Message = {
  1: field('gatewayId', 'text'),
  3: field('gwTime', Timestamp),
  6: field('rssi', 'signed'),
  7: field('snr', 'float'),
  17: field('nsTime', Timestamp),
}
const Lora: Message = { 2: field('spreadingFactor', 'unsigned') }
const TxInfo: Message = {
  1: field('frequency', 'unsigned'),
  2: field('modulation', { 3: field('lora', Lora) }),
}
const Location: Message = {
  1: field('latitude', 'double'),
  2: field('longitude', 'double'),
  3: field('altitude', 'double'),
  5: field('accuracy', 'float'),
}
/** A map is a repeated message of key and value. */
const Entry: Message = { 1: field('key', 'text'), 2: field('value', 'text') }

const events: { [K in EventName]: Message } = {
  up: {
    1: field('deduplicationId', 'text'),
    2: time,
    3: deviceInfo,
    4: field('devAddr', 'text'),
    7: field('fCnt', 'unsigned'),
    8: field('fPort', 'unsigned'),
    10: field('data', 'bytes'),
    12: { name: 'rxInfo', type: RxInfo, repeated: true },
    13: field('txInfo', TxInfo),
  },
  join: { 2: time, 3: deviceInfo, 4: field('devAddr', 'text') },
  ack: {
    2: time,
    3: deviceInfo,
    4: field('queueItemId', 'text'),
    5: field('acknowledged', 'flag'),
    6: field('fCntDown', 'unsigned'),
  },
  txack: { 2: time, 3: deviceInfo, 4: field('queueItemId', 'text'), 5: field('fCntDown', 'unsigned') },
  status: {
    2: time,
    3: deviceInfo,
    5: field('margin', 'signed'),
    6: field('externalPowerSource', 'flag'),
    7: field('batteryLevelUnavailable', 'flag'),
    8: field('batteryLevel', 'float'),
  },
  location: { 2: time, 3: deviceInfo, 4: field('location', Location) },
  log: {
    1: time,
    2: deviceInfo,
    3: field('level', 'unsigned'),
    4: field('code', 'unsigned'),
    5: field('description', 'text'),
    6: { name: 'context', type: Entry, repeated: true },
  },
}

const levels = ['INFO', 'WARNING', 'ERROR']
const codes = [
  'UNKNOWN',
  'DOWNLINK_PAYLOAD_SIZE',
  'UPLINK_CODEC',
  'DOWNLINK_CODEC',
  'OTAA',
  'UPLINK_F_CNT_RESET',
  'UPLINK_MIC',
  'UPLINK_F_CNT_RETRANSMISSION',
  'DOWNLINK_GATEWAY',
  'RELAY_NEW_END_DEVICE',
  'F_CNT_DOWN',
  'EXPIRED',
]

/** The same shape that the JSON form has, so that one schema checks both. Throws on what is not such an event. */
export function readProtobuf(name: EventName, bytes: Buffer): Decoded {
  const event = decodeProtobuf(events[name], bytes)
  giveText(event, 'time')
  if (name === 'up')
    for (const rx of (event.rxInfo as Decoded[] | undefined) ?? []) {
      giveText(rx, 'gwTime')
      giveText(rx, 'nsTime')
    }
  if (name === 'log') {
    event.level = levels[Number(event.level ?? 0)]
    event.code = codes[Number(event.code ?? 0)]
    const context = (event.context as Decoded[] | undefined) ?? []
    event.context = { queue_item_id: context.find(({ key }) => key === 'queue_item_id')?.value }
  }
  return event
}

function giveText(holder: Decoded, name: string): void {
  const stamp = holder[name] as { seconds?: number; nanos?: number } | undefined
  if (stamp)
    holder[name] = new Date((stamp.seconds ?? 0) * 1000 + Math.floor((stamp.nanos ?? 0) / 1e6)).toISOString()
}
