import { hash32, noiseAt } from '../random.ts'
import type { Position } from './position.ts'
import { distanceM } from './position.ts'

export interface Gateway {
  id: string
  name: string
  position: Position
}

export interface Reception {
  gateway: Gateway
  rssi: number
  snr: number
}

/** Demodulation floor by spreading factor, dB of signal to noise. */
const floors: Record<number, number> = { 7: -7.5, 8: -10, 9: -12.5, 10: -15, 11: -17.5, 12: -20 }
/** Noise in 125 kHz behind a 6 dB receiver: -174 + 10 log10(125000) + 6. */
const noiseDbm = -117

/**
 * Okumura-Hata for a town at 868 MHz, antenna at 30 m: 126 + 35.2 log10(km); and 10 dB more, since bins are of steel,
 * meters are indoors and bays lie under cars. 14 dBm sent, 2 dB of antenna.
 */
const meanRssi = (metres: number) => 14 + 2 - (136 + 35.2 * Math.log10(Math.max(0.02, metres / 1000)))

/** How one device is heard. */
export interface Radio {
  position: Position
  seed: number
  spreadingFactor: number
  /** What its antenna gives, dB. */
  antennaDb: number
}

/** Whoever installs a device tries whether it is heard, even slowest, and gives it an antenna where it is not. */
const worstMarginDb = 5

/** Walls and trees between a device and a gateway, which do not move. */
const shadowDb = (seed: number, gateway: Gateway) => noiseAt(seed ^ hash32(gateway.id), 0, 4)

/** Adaptive data rate settles on the fastest factor that leaves 8 dB above the floor at the best gateway. */
export function radioOf(position: Position, seed: number, gateways: readonly Gateway[]): Radio {
  const bestDbm = Math.max(
    ...gateways.map((gateway) => meanRssi(distanceM(position, gateway.position)) + shadowDb(seed, gateway)),
  )
  const found = bestDbm - noiseDbm
  const antennaDb = Number.isFinite(found) ? Math.max(0, floors[12]! + worstMarginDb - found) : 0
  const spreadingFactor = [7, 8, 9, 10, 11].find((factor) => found + antennaDb > floors[factor]! + 8) ?? 12
  return { position, seed, spreadingFactor, antennaDb }
}

/** Who hears one frame, the best first; nobody = the frame is lost. Losses grow from 1 % at SF7 to 8 % at SF12. */
export function receptions(
  { position, seed, spreadingFactor, antennaDb }: Radio,
  at: number,
  gateways: readonly Gateway[],
): Reception[] {
  const lost = Math.abs(noiseAt(seed ^ 0x5eed, at, 1)) > 2.58 - 0.16 * (spreadingFactor - 7)
  if (lost) return []
  return gateways
    .map((gateway) => {
      const shadow = shadowDb(seed, gateway) + noiseAt(seed ^ hash32(`${gateway.id}/fading`), at, 2)
      const rssi = Math.round(meanRssi(distanceM(position, gateway.position)) + antennaDb + shadow)
      return { gateway, rssi, snr: Math.round(Math.min(11, rssi - noiseDbm) * 4) / 4 }
    })
    .filter(({ snr }) => snr > floors[spreadingFactor]!)
    .sort((a, b) => b.snr - a.snr)
    .slice(0, 3)
}
