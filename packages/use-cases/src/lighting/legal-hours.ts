// Arrêté du 27 décembre 2018 (NOR TREP1831126A), amended on 29 May 2019: when light has to be out. Streets have no national
// hour: the mayor decides.

export const installations = [
  'shopWindow',
  'facade',
  'officeInterior',
  'privateOutdoorActivity',
  'activityCarPark',
  'heritage',
  'park',
  'advertising',
  'publicStreet',
] as const
export type Installation = (typeof installations)[number]

const hour = 60
const oneAtNight = 25 * hour

/** Minutes after the local midnight that begins the evening: beyond 24 h is after the next midnight. Null: no national hour. */
export function legalLatestOffMinutes(category: Installation, activityEndMinutes: number): number | null {
  // An activity that ends before noon has begun on the day before.
  const end = activityEndMinutes < 12 * hour ? activityEndMinutes + 24 * hour : activityEndMinutes
  switch (category) {
    case 'shopWindow':
      return Math.max(oneAtNight, end + hour)
    case 'facade':
    case 'heritage':
    case 'advertising':
      return oneAtNight
    case 'officeInterior':
    case 'privateOutdoorActivity':
    case 'park':
      return end + hour
    case 'activityCarPark':
      return end + 2 * hour
    case 'publicStreet':
      return null
  }
}

/** `HH:MM` to `HH:MM`, with `+1` where it is after midnight. */
export function legalLatestOff(category: Installation, activityEndLocal: string): string | null {
  const minutes = legalLatestOffMinutes(category, minutesOf(activityEndLocal))
  if (minutes === null) return null
  const days = Math.floor(minutes / (24 * hour))
  const text = [Math.floor(minutes / hour) % 24, minutes % hour]
    .map((n) => String(n).padStart(2, '0'))
    .join(':')
  return days === 0 ? text : `${text}+${days}`
}

/** Minutes after midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time)
  const minutes = match ? Number(match[1]) * hour + Number(match[2]) : Number.NaN
  if (!(minutes >= 0 && minutes <= 24 * hour)) throw new RangeError(`"${time}" is no time of day`)
  return minutes % (24 * hour)
}
