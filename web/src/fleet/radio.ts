export type RadioVerdict = 'good' | 'fair' | 'weak' | 'unknown'

/** The least SNR at which each spreading factor is still demodulated (Semtech SX1276 datasheet, table 13). */
const floor: Record<number, number> = { 7: -7.5, 8: -10, 9: -12.5, 10: -15, 11: -17.5, 12: -20 }

/** How far a frame was above what its spreading factor needs, in dB. */
export function snrMargin(snr: number | null, spreadingFactor: number | null): number | null {
  const least = spreadingFactor === null ? undefined : floor[spreadingFactor]
  return snr === null || least === undefined ? null : snr - least
}

/** 10 dB is the usual installation margin; under 5 dB weather or a parked lorry loses frames. */
export function radioVerdict(device: {
  snr: number | null
  spreadingFactor: number | null
  rssi: number | null
}): RadioVerdict {
  const margin = snrMargin(device.snr, device.spreadingFactor)
  if (margin !== null) return margin >= 10 ? 'good' : margin >= 5 ? 'fair' : 'weak'
  if (device.rssi === null) return 'unknown'
  return device.rssi >= -105 ? 'good' : device.rssi >= -115 ? 'fair' : 'weak'
}
