import integration from '@chirpstack/chirpstack-api/integration/integration_pb.js'
import type { EventName } from './messages.ts'

// The package's generated code has no index and is CommonJS, hence the deep default import.

interface Timestamp {
  getSeconds(): number
  getNanos(): number
}

interface Common {
  getTime(): Timestamp | undefined
  getDeviceInfo(): { getDevEui(): string; getApplicationId(): string } | undefined
}

const timeOf = (stamp: Timestamp | undefined) =>
  stamp && new Date(stamp.getSeconds() * 1000 + Math.floor(stamp.getNanos() / 1e6)).toISOString()

function commonOf(event: Common) {
  const info = event.getDeviceInfo()
  return {
    time: timeOf(event.getTime()),
    deviceInfo: info && { devEui: info.getDevEui(), applicationId: info.getApplicationId() },
  }
}

const nameOf = (names: object, value: number) =>
  Object.entries(names).find(([, number]) => number === value)?.[0]

/** The same shape that the JSON form has, so that one schema checks both. */
export const protobufReaders: { [K in EventName]: (bytes: Uint8Array) => unknown } = {
  up(bytes) {
    const up = integration.UplinkEvent.deserializeBinary(bytes)
    const tx = up.getTxInfo()
    return {
      ...commonOf(up),
      deduplicationId: up.getDeduplicationId(),
      devAddr: up.getDevAddr(),
      fCnt: up.getFCnt(),
      fPort: up.getFPort(),
      data: up.getData_asU8(),
      rxInfo: up.getRxInfoList().map((rx) => ({
        gatewayId: rx.getGatewayId(),
        gwTime: timeOf(rx.getGwTime()),
        nsTime: timeOf(rx.getNsTime()),
        rssi: rx.getRssi(),
        snr: rx.getSnr(),
      })),
      txInfo: {
        frequency: tx?.getFrequency(),
        modulation: { lora: { spreadingFactor: tx?.getModulation()?.getLora()?.getSpreadingFactor() } },
      },
    }
  },
  join(bytes) {
    const join = integration.JoinEvent.deserializeBinary(bytes)
    return { ...commonOf(join), devAddr: join.getDevAddr() }
  },
  ack(bytes) {
    const ack = integration.AckEvent.deserializeBinary(bytes)
    return {
      ...commonOf(ack),
      queueItemId: ack.getQueueItemId(),
      acknowledged: ack.getAcknowledged(),
      fCntDown: ack.getFCntDown(),
    }
  },
  txack(bytes) {
    const txack = integration.TxAckEvent.deserializeBinary(bytes)
    return { ...commonOf(txack), queueItemId: txack.getQueueItemId(), fCntDown: txack.getFCntDown() }
  },
  status(bytes) {
    const status = integration.StatusEvent.deserializeBinary(bytes)
    return {
      ...commonOf(status),
      margin: status.getMargin(),
      externalPowerSource: status.getExternalPowerSource(),
      batteryLevelUnavailable: status.getBatteryLevelUnavailable(),
      batteryLevel: status.getBatteryLevel(),
    }
  },
  location(bytes) {
    const event = integration.LocationEvent.deserializeBinary(bytes)
    const place = event.getLocation()
    return {
      ...commonOf(event),
      location: place && {
        latitude: place.getLatitude(),
        longitude: place.getLongitude(),
        altitude: place.getAltitude(),
        accuracy: place.getAccuracy(),
      },
    }
  },
  log(bytes) {
    const log = integration.LogEvent.deserializeBinary(bytes)
    return {
      ...commonOf(log),
      level: nameOf(integration.LogLevel, log.getLevel()),
      code: nameOf(integration.LogCode, log.getCode()),
      description: log.getDescription(),
      context: { queue_item_id: log.getContextMap().get('queue_item_id') },
    }
  },
}
