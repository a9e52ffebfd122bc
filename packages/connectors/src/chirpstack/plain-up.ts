import type { Up } from './messages.ts'

const devEui = /^[0-9a-fA-F]{16}$/

/**
 * True for what the schema `Up` would take without changing anything that we read: nearly every uplink, at a tenth of
 * the schema's cost. Whatever this does not know (numbers as texts, odd types), the schema judges, converts and words.
 */
export function isPlainUp(wire: unknown): wire is Up {
  if (!isObject(wire) || !isObject(wire.deviceInfo)) return false
  const { deviceInfo, rxInfo, txInfo } = wire
  return (
    typeof deviceInfo.devEui === 'string' &&
    devEui.test(deviceInfo.devEui) &&
    isOptionalText(deviceInfo.applicationId) &&
    isOptionalText(deviceInfo.deviceClassEnabled) &&
    isOptionalText(wire.deduplicationId) &&
    isOptionalText(wire.devAddr) &&
    isTextOrNone(wire.time) &&
    isTextOrNone(wire.data) &&
    isCountOrNone(wire.fCnt) &&
    isCountOrNone(wire.fPort) &&
    (isNone(rxInfo) || (Array.isArray(rxInfo) && rxInfo.every(isPlainRx))) &&
    (isNone(txInfo) || (isObject(txInfo) && isPlainTx(txInfo)))
  )
}

const isPlainRx = (rx: unknown): boolean =>
  isObject(rx) &&
  isOptionalText(rx.gatewayId) &&
  isTextOrNone(rx.gwTime) &&
  isTextOrNone(rx.time) &&
  isTextOrNone(rx.nsTime) &&
  isNumberOrNone(rx.rssi) &&
  isNumberOrNone(rx.snr)

function isPlainTx({ frequency, modulation }: Record<string, unknown>): boolean {
  if (!isCountOrNone(frequency)) return false
  if (isNone(modulation)) return true
  if (!isObject(modulation)) return false
  const { lora } = modulation
  return isNone(lora) || (isObject(lora) && isCountOrNone(lora.spreadingFactor))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNone = (value: unknown) => value === undefined || value === null
const isOptionalText = (value: unknown) => value === undefined || typeof value === 'string'
const isTextOrNone = (value: unknown) => typeof value === 'string' || isNone(value)
const isNumberOrNone = (value: unknown) => isNone(value) || Number.isFinite(value)
const isCountOrNone = (value: unknown) =>
  isNone(value) || (Number.isSafeInteger(value) && (value as number) >= 0)
