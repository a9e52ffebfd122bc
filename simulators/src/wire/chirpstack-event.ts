import { createHash } from 'node:crypto'
import type { Reception } from './radio.ts'

/** The network server of the demonstration: ChirpStack v4 as it speaks JSON over MQTT (integration.mqtt, json = true). */
export const application = { id: '5b1e4f8a-2c1d-4e63-9a56-0d7a3c9e1f10', name: 'Valmeraie' }
const tenant = { id: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242', name: 'Valmeraie Agglomération' }

export interface UplinkFrame extends Subject {
  devAddr: string
  fCnt: number
  fPort: number
  bytes: Uint8Array
  at: number
  spreadingFactor: number
  /** Each with what the gateway's clock showed, where that is not the truth. */
  receptions: readonly (Reception & { gwTime?: number })[]
}

export const eventTopic = (devEui: string, event: string) =>
  `application/${application.id}/device/${devEui}/event/${event}`
export const upTopic = (devEui: string) => eventTopic(devEui, 'up')

/** The device that an event is about. */
export interface Subject {
  devEui: string
  deviceName: string
  profileName: string
  deviceClass: 'A' | 'C'
}

export const deviceInfo = ({ devEui, deviceName, profileName, deviceClass }: Subject) => ({
  tenantId: tenant.id,
  tenantName: tenant.name,
  applicationId: application.id,
  applicationName: application.name,
  deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
  deviceProfileName: profileName,
  deviceName,
  devEui,
  deviceClassEnabled: `CLASS_${deviceClass}`,
  tags: {},
})

/** The same frame always has the same deduplication id, so that a replayed story is recognised as one. */
const deduplicationId = ({ devEui, devAddr, fCnt, at }: UplinkFrame) =>
  uuidOf(`${devEui}|${devAddr}|${fCnt}|${at}`)

/** A UUID that belongs to a text. */
export function uuidOf(text: string) {
  const hex = createHash('md5').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

export const stamp = (at: number) => new Date(at).toISOString().replace('Z', '+00:00')
export const channels = [
  868_100_000, 868_300_000, 868_500_000, 867_100_000, 867_300_000, 867_500_000, 867_700_000, 867_900_000,
]

export function upEvent(frame: UplinkFrame): string {
  const key = deduplicationId(frame)
  return JSON.stringify({
    deduplicationId: key,
    time: stamp(frame.at),
    deviceInfo: deviceInfo(frame),
    devAddr: frame.devAddr,
    adr: true,
    dr: 12 - frame.spreadingFactor,
    fCnt: frame.fCnt,
    fPort: frame.fPort,
    confirmed: false,
    data: Buffer.from(frame.bytes).toString('base64'),
    rxInfo: frame.receptions.map(({ gateway, gwTime = frame.at, rssi, snr }, index) => ({
      gatewayId: gateway.id,
      uplinkId: (Number.parseInt(key.slice(0, 8), 16) + index) >>> 0,
      gwTime: stamp(gwTime),
      nsTime: stamp(frame.at + 60),
      rssi,
      snr,
      channel: frame.fCnt % 8,
      rfChain: frame.fCnt % 8 < 5 ? 1 : 0,
      location: { latitude: gateway.position[1], longitude: gateway.position[0] },
      context: 'AAAAAA==',
      crcStatus: 'CRC_OK',
    })),
    txInfo: {
      frequency: channels[frame.fCnt % 8],
      modulation: {
        lora: { bandwidth: 125_000, spreadingFactor: frame.spreadingFactor, codeRate: 'CR_4_5' },
      },
    },
    regionConfigId: 'eu868',
  })
}
