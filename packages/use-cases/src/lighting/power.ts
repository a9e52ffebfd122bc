export interface LedDriver {
  /** W at full light. */
  nominalW: number
  /** Share that the driver takes at any level (to be fitted on site). */
  fixedShare?: number
  /** W when it is off and listens. */
  standbyW?: number
}

/** W at a level: `Pn (p0 + (1 - p0) dim)`; off is its standby (domain.md 5.2). */
export function ledPower(
  dimPercent: number,
  { nominalW, fixedShare = 0.05, standbyW = 0.5 }: LedDriver,
): number {
  if (!(dimPercent > 0)) return standbyW
  return nominalW * (fixedShare + (1 - fixedShare) * (Math.min(100, dimPercent) / 100))
}

/** A sodium lamp and its ferromagnetic ballast, at the meter: 150 W of lamp are 172.5 W. */
export const sodiumPower = (lampW: number, ballastShare = 0.15) => lampW * (1 + ballastShare)

export interface ZeroTenVolt {
  volts: number
  /** The driver's least light, per cent: at or below 1 V. */
  minPercent?: number
  /** Below it the driver is off, where it can; null: it never is. */
  offBelowVolts?: number | null
}

/** Per cent that a 0-10 V (or 1-10 V) driver gives. */
export function zeroTenVolt({ volts, minPercent = 10, offBelowVolts = 0.6 }: ZeroTenVolt): number {
  if (offBelowVolts !== null && volts < offBelowVolts) return 0
  const share = Math.min(1, Math.max(0, (volts - 1) / 9))
  return minPercent + (100 - minPercent) * share
}
