export interface RadioFrame {
  spreadingFactor: number
  /** Bytes of the application's payload. LoRaWAN adds 13: MHDR 1, FHDR 7, FPort 1, MIC 4 (TS001-1.0.4, section 4). */
  applicationBytes: number
  bandwidthHz?: number
  /** Code rate 4/(4 + n). */
  codeRate?: 1 | 2 | 3 | 4
  preambleSymbols?: number
  /** Uplinks carry one, downlinks do not. */
  crc?: boolean
}

const lorawanOverhead = 13

/** Time on air in ms of a LoRaWAN frame (Semtech SX1276 datasheet, section 4.1.1.7). */
export function airtimeMs({ applicationBytes, ...frame }: RadioFrame): number {
  return phyAirtimeMs(applicationBytes + lorawanOverhead, frame)
}

export function phyAirtimeMs(
  bytes: number,
  {
    spreadingFactor,
    bandwidthHz = 125_000,
    codeRate = 1,
    preambleSymbols = 8,
    crc = true,
  }: Omit<RadioFrame, 'applicationBytes'>,
): number {
  const symbolMs = (2 ** spreadingFactor / bandwidthHz) * 1000
  const lowDataRate = symbolMs >= 16 ? 1 : 0
  const bits = 8 * bytes - 4 * spreadingFactor + 28 + (crc ? 16 : 0)
  const symbols =
    8 + Math.max(Math.ceil(bits / (4 * (spreadingFactor - 2 * lowDataRate))) * (codeRate + 4), 0)
  return (preambleSymbols + 4.25 + symbols) * symbolMs
}

/** How long a sender keeps silent after a frame, and how many frames an hour holds, at a duty cycle (ETSI EN 300 220: 1 %). */
export function dutyCycle(airtime: number, share = 0.01): { silentMs: number; perHour: number } {
  return { silentMs: airtime / share - airtime, perHour: Math.floor((3_600_000 * share) / airtime) }
}
