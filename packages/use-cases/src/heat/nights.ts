import { nextSunrise, nextSunset } from '@trame/domain'

export interface Night {
  sunset: number
  sunrise: number
}

/** The night that begins after an instant, at a place; from sunset to sunrise. */
export function nightAfter(position: readonly [number, number], after: number): Night {
  const sunset = nextSunset(position, after)
  return { sunset, sunrise: nextSunrise(position, sunset) }
}

const hourMs = 3_600_000

/** Is an hour, by its start, of the night? Its middle decides. */
export const isOfNight = ({ sunset, sunrise }: Night, hour: number): boolean =>
  hour + hourMs / 2 >= sunset && hour + hourMs / 2 < sunrise
