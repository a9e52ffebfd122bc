/** Mean fall of temperature with height in the lower air (ICAO standard atmosphere), K a metre. */
export const lapseKPerM = 0.0065

/** What a station at `altM` would read at `refAltM`, in °C: a higher one reads colder, so it is warmed. */
export const reduceToAltitude = (tempC: number, altM: number, refAltM: number, lapse = lapseKPerM): number =>
  tempC + lapse * (altM - refAltM)
