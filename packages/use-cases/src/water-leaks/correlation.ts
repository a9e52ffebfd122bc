export interface Segment {
  lengthM: number
  celerityMs: number
}

export interface PairPosition {
  /** Metres along the pipe from sensor A. Beyond the pair it is negative or longer than the pipe. */
  fromAM: number
  /** false: the source lies outside the pair, where only its side is known. */
  inside: boolean
}

/** One material: x = (D - c x dt) / 2 from the sensor that hears first. `delayS`: how much later the other one hears. */
export function locate(
  distanceM: number,
  celerityMs: number,
  delayS: number,
): { fromNearSensorM: number; inside: boolean } {
  const ahead = celerityMs * delayS
  return { fromNearSensorM: (distanceM - ahead) / 2, inside: Math.abs(ahead) <= distanceM }
}

/** Several materials, from A to B; `delayS` = tA - tB. The travel time from A is (sum(L/c) + dt) / 2: walk it. */
export function locateAlong(segments: readonly Segment[], delayS: number): PairPosition {
  const whole = segments.reduce((sum, { lengthM, celerityMs }) => sum + lengthM / celerityMs, 0)
  let left = (whole + delayS) / 2
  let fromAM = 0
  for (const [index, { lengthM, celerityMs }] of segments.entries()) {
    const takes = lengthM / celerityMs
    if (left <= takes || index === segments.length - 1) {
      fromAM += left * celerityMs
      break
    }
    fromAM += lengthM
    left -= takes
  }
  return { fromAM, inside: Math.abs(delayS) <= whole }
}

/** Standard deviations. Clocks of loggers are kept within a millisecond; a computed celerity within 10 %. */
export interface PairErrors {
  celerityShare?: number
  clockS?: number
  /** Of the pipe's length, where the plan is drawn by hand. */
  lengthShare?: number
}

/**
 * The position with its standard deviation in metres: celerity, clocks and length are varied one by one and added as
 * squares. The celerity of all segments is taken to be wrong in the same direction, which is the worse case.
 */
export function locateWithin(
  segments: readonly Segment[],
  delayS: number,
  { celerityShare = 0.1, clockS = 0.001, lengthShare = 0.02 }: PairErrors = {},
): PairPosition & { sigmaM: number } {
  const position = locateAlong(segments, delayS)
  const scaled = (celerityBy: number, lengthBy: number) =>
    segments.map(({ lengthM, celerityMs }) => ({
      lengthM: lengthM * lengthBy,
      celerityMs: celerityMs * celerityBy,
    }))
  const half = (up: PairPosition, down: PairPosition) => Math.abs(up.fromAM - down.fromAM) / 2
  const byCelerity = half(
    locateAlong(scaled(1 + celerityShare, 1), delayS),
    locateAlong(scaled(1 - celerityShare, 1), delayS),
  )
  const byClock = half(locateAlong(segments, delayS + clockS), locateAlong(segments, delayS - clockS))
  const byLength = half(
    locateAlong(scaled(1, 1 + lengthShare), delayS),
    locateAlong(scaled(1, 1 - lengthShare), delayS),
  )
  return { ...position, sigmaM: Math.hypot(byCelerity, byClock, byLength) }
}
