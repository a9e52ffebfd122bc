/** A room, the people in it, and how often its air changes. */
export interface Room {
  volumeM3: number
  persons: number
  /** CO2 breathed out by one: a pupil of 6 to 11 years 0.0035, an adult 0.0052 L/s. */
  litresPerSecond: number
  /** Air changes an hour. */
  airChanges: number
  outdoorPpm: number
}

/** ppm after `hours` from `startPpm`, and where it would settle (Batterman, IJERPH 2017, 14(2), 145). */
export function carbonDioxideAfter(
  { volumeM3, persons, litresPerSecond, airChanges, outdoorPpm }: Room,
  startPpm: number,
  hours: number,
): { ppm: number; steadyPpm: number } {
  const perHour = (1e6 * persons * litresPerSecond * 3.6) / volumeM3
  // Nothing leaves a sealed room: it rises for as long as somebody breathes.
  if (airChanges <= 0)
    return { ppm: startPpm + perHour * hours, steadyPpm: perHour > 0 ? Infinity : startPpm }
  const steadyPpm = outdoorPpm + perHour / airChanges
  return { ppm: steadyPpm + (startPpm - steadyPpm) * Math.exp(-airChanges * hours), steadyPpm }
}

/** Air changes an hour of an empty room between two values. null: no decay above the outdoor level to be read. */
export function airChangesFromDecay(
  startPpm: number,
  endPpm: number,
  hours: number,
  outdoorPpm: number,
): number | null {
  if (hours <= 0 || endPpm <= outdoorPpm || startPpm <= endPpm) return null
  return Math.log((startPpm - outdoorPpm) / (endPpm - outdoorPpm)) / hours
}
