/** Distances in one unit (millimetres as sensors give them); all from the sensor downwards. */
export interface Geometry {
  /** To the bottom of the empty container. */
  emptyMm: number
  /** To the waste when the container counts as full. */
  fullMm: number
  /** Nearer than this the sensor can't measure. */
  blindMm: number
}

export type FillState = 'measured' | 'blind' | 'beyond'

export interface Fill {
  /** 0 to 100. */
  percent: number
  ratio: number
  /** False inside the blind zone: an echo from there says nothing. */
  valid: boolean
  /** `beyond`: a fifth farther than the bottom, so the lid is open or the sensor was moved. */
  state: FillState
}

/** Domain reference 7.1: the share of the way from the empty to the full distance. */
export function fillPercent({ distanceMm, ...geometry }: Geometry & { distanceMm: number }): Fill {
  const { emptyMm, fullMm, blindMm } = geometry
  const span = emptyMm - fullMm
  const ratio = span > 0 ? Math.min(1, Math.max(0, (emptyMm - distanceMm) / span)) : Number.NaN
  const valid = Number.isFinite(ratio) && distanceMm >= blindMm
  return { percent: ratio * 100, ratio, valid, state: stateOf(distanceMm, geometry) }
}

function stateOf(distanceMm: number, { emptyMm, blindMm }: Geometry): FillState {
  if (distanceMm < blindMm) return 'blind'
  return distanceMm > emptyMm * 1.2 ? 'beyond' : 'measured'
}

/** Speed of sound in air, m/s, at a temperature in Cel. */
export const soundSpeed = (airTempC: number): number => 331.3 + 0.606 * airTempC

export function ultrasonicDistance({ airTempC, echoTimeMs }: { airTempC: number; echoTimeMs: number }) {
  const speedMs = soundSpeed(airTempC)
  return { speedMs, distanceMm: (speedMs * echoTimeMs) / 2 }
}

/** A sensor without a thermometer reckons with one temperature; its distance as it would be at the air's real one. */
export const atTemperature = (distanceMm: number, airTempC: number, reckonedC = 20): number =>
  (distanceMm * soundSpeed(airTempC)) / soundSpeed(reckonedC)
