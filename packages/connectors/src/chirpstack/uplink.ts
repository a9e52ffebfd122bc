import { hash } from 'node:crypto'
import type { Radio, UplinkEvent } from '@trame/domain'
import type { Up } from './messages.ts'

const empty = Buffer.alloc(0)

/** Throws on what cannot be read; the caller makes an invalid event of it. */
export function uplinkOf(up: Up, connectorId: string, receivedAt: Date): UplinkEvent {
  const bytes = bytesOf(up.data)
  const address = up.deviceInfo.devEui.toLowerCase()
  const devAddr = up.devAddr?.toLowerCase()
  const fCnt = up.fCnt ?? 0
  const { observedAt, timeSource } = heardAt(up, receivedAt)
  const keys: string[] = []
  if (up.deduplicationId) keys.push(`cs:${up.deduplicationId}`)
  keys.push(contentKey(address, devAddr, fCnt, bytes, observedAt))
  const event: UplinkEvent = {
    kind: 'uplink',
    connectorId,
    receivedAt,
    network: 'lorawan',
    address,
    observedAt,
    timeSource,
    keys,
    // Without data (MAC commands only, fPort absent or 0) it is still a sign of life with its fCnt: zero bytes.
    payload: { type: 'frame', fPort: up.fPort ?? 0, bytes, fCnt },
    radio: radioOf(up),
  }
  if (devAddr && event.payload.type === 'frame') event.payload.devAddr = devAddr
  return event
}

/**
 * The same frame from two servers, or imported again, has another deduplicationId but this same key. A device whose
 * frame counter starts again (activation by personalisation) meets an old fCnt with other bytes, or on another day.
 * The day is that of the observation; two servers whose clocks stand on either side of midnight UTC, without a
 * gateway's clock to agree on, would disagree for those milliseconds.
 */
function contentKey(
  address: string,
  devAddr: string | undefined,
  fCnt: number,
  bytes: Uint8Array,
  observedAt: Date,
): string {
  // 132 bits of SHA-256: it takes 2^66 different frames of one counter value for an even chance of a collision.
  const digest = hash('sha256', bytes, 'base64url').slice(0, 22)
  return `lora:${address}:${devAddr ?? ''}:${fCnt}:${digest}:${Math.floor(observedAt.getTime() / 86_400_000)}`
}

/** The gateways' clock where one is set (GNSS), the earliest of them; then the server's; then ours. */
function heardAt(up: Up, receivedAt: Date): Pick<UplinkEvent, 'observedAt' | 'timeSource'> {
  let gateway = Number.POSITIVE_INFINITY
  let server = Number.POSITIVE_INFINITY
  for (const { gwTime, time, nsTime } of up.rxInfo ?? []) {
    const own = gwTime ?? time
    if (own) gateway = Math.min(gateway, instant(own).getTime())
    if (nsTime) server = Math.min(server, instant(nsTime).getTime())
  }
  if (gateway !== Number.POSITIVE_INFINITY) return { observedAt: new Date(gateway), timeSource: 'gateway' }
  // ChirpStack's own choice, which is the server's clock where no gateway has one.
  if (up.time) return { observedAt: instant(up.time), timeSource: 'server' }
  if (server !== Number.POSITIVE_INFINITY) return { observedAt: new Date(server), timeSource: 'server' }
  return { observedAt: receivedAt, timeSource: 'platform' }
}

/** RFC 3339 with up to nine decimals; a Date keeps three, the others are cut. */
export function instant(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a time: ${text.slice(0, 40)}`)
  return date
}

function bytesOf(data: string | Uint8Array | null | undefined): Uint8Array {
  if (!data) return empty
  if (typeof data !== 'string') return data
  let digits = data.length
  while (digits > 0 && data.charCodeAt(digits - 1) === 61) digits -= 1
  const bytes = Buffer.from(data, 'base64')
  // Node skips what is not base64: fewer bytes than digits promise means that some were not.
  if (bytes.length !== Math.floor((digits * 3) / 4)) throw new RangeError('data is not base64')
  return bytes
}

function radioOf(up: Up): Radio {
  const heard = up.rxInfo ?? []
  const radio: Radio = { gateways: heard.length }
  let best = heard[0]
  for (const rx of heard) if ((rx.rssi ?? 0) > (best!.rssi ?? 0)) best = rx
  if (best) {
    radio.rssi = best.rssi ?? 0
    radio.snr = best.snr ?? 0
    if (best.gatewayId) radio.bestGateway = best.gatewayId
  }
  const spreadingFactor = up.txInfo?.modulation?.lora?.spreadingFactor
  if (spreadingFactor) radio.spreadingFactor = spreadingFactor
  if (up.txInfo?.frequency) radio.frequencyHz = up.txInfo.frequency
  const deviceClass = deviceClassOf(up.deviceInfo.deviceClassEnabled)
  if (deviceClass) radio.deviceClass = deviceClass
  return radio
}

const classes = ['A', 'B', 'C'] as const

/** Nothing said is nothing known: a zero that is left out (class A) and an older server look the same. */
function deviceClassOf(said: string | number | null | undefined): Radio['deviceClass'] {
  if (typeof said === 'number') return classes[said]
  return classes.find((name) => said === `CLASS_${name}`)
}
