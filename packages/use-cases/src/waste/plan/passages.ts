import { instantOf, isoWeekday } from '@trame/domain'
import type { CollectionSetup } from './container.ts'

/** So far ahead a forecast can be asked. */
const daysAhead = 13

/** When trucks leave on that day (whether it is one of theirs or not) and on each of theirs in the two weeks after. */
export function passagesFrom(day: number, { days, shift }: CollectionSetup, timeZone: string): number[] {
  const all = Array.from({ length: daysAhead + 1 }, (_, i) => day + i)
  const theirs = all.filter((one, i) => i === 0 || days.includes(isoWeekday(one)))
  return theirs.map((one) => instantOf(timeZone, one, 0, 'first') + shift.fromS * 1000)
}
