import { z } from 'zod'
import { ClockTime, minutesOf } from '../calendar/active-hours.ts'
import { instantOf, localDay } from '../calendar/local-time.ts'
import { nextSunrise, nextSunset } from '../command/sunrise.ts'

const Sun = z.enum(['sunrise', 'sunset'])
export const SunOffset = z
  .int()
  .min(-6 * 3_600_000)
  .max(6 * 3_600_000)
  .default(0)

/** A time that is only known when it is needed: after a while, at the next HH:MM of the place, at the next sunrise or sunset. */
export const Moment = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('after'),
    ms: z
      .int()
      .min(1000)
      .max(35 * 86_400_000),
  }),
  z.object({ kind: z.literal('clock'), at: ClockTime }),
  z.object({ kind: z.literal('sun'), is: Sun, offsetMs: SunOffset }),
])
export type Moment = z.infer<typeof Moment>

export interface ScenarioPlace {
  timeZone: string
  /** Of the sun; null: sunrise and sunset are not known. */
  position: readonly [longitude: number, latitude: number] | null
}

/** The first such moment after `from`; null when it needs the sun and nobody knows where. */
export function momentAfter(
  moment: Moment,
  from: number,
  { timeZone, position }: ScenarioPlace,
): number | null {
  if (moment.kind === 'after') return from + moment.ms
  if (moment.kind === 'clock') {
    const today = localDay(timeZone, from)
    for (let day = today; ; day++) {
      const at = instantOf(timeZone, day, minutesOf(moment.at), 'first')
      if (at > from) return at
    }
  }
  if (!position) return null
  return sunAfter(moment.is, position, from - moment.offsetMs) + moment.offsetMs
}

export const sunAfter = (
  is: z.infer<typeof Sun>,
  position: readonly [number, number],
  from: number,
): number => (is === 'sunrise' ? nextSunrise(position, from) : nextSunset(position, from))
