import type { Bands } from './town-day-ledger.ts'

const hour = 3_600_000

/** A truth of the ledger, the rule that has to notice it, and by when. */
export interface Expected extends Bands {
  origin: string
  /** Beyond the limit for so long, it is certain to be noticed; before, it may be. */
  certainMs: number
  /** After its end the alert ends within so long. */
  endsWithinMs: number
  /** It is seen in these local hours only, and its alerts end with them. */
  hours?: { readonly between: readonly [number, number]; readonly schoolDays?: true }
}

export const expected: readonly Expected[] = [
  {
    origin: 'waste/full',
    what: 'fill',
    raise: ['above 80 %', 'overflowing'],
    hold: ['above 70 %'],
    // Two hourly values in a row, one in fifty a false echo, and those of a filter that looks at its neighbours.
    certainMs: 5 * hour,
    endsWithinMs: 5 * hour,
  },
  {
    origin: 'waste/fire',
    what: 'fire',
    raise: ['burning'],
    certainMs: 1,
    endsWithinMs: 2 * hour,
  },
  {
    origin: 'waste/blocked',
    what: 'echo',
    raise: ['blocked'],
    hold: ['falseEcho'],
    certainMs: 9 * hour,
    endsWithinMs: 5 * hour,
  },
  {
    origin: 'fleet/moved',
    what: 'place',
    raise: ['away'],
    // Two hourly messages in a row, one in twelve of which is lost, out and back again.
    certainMs: 5 * hour,
    endsWithinMs: 5 * hour,
  },
  {
    origin: 'indoor-air/co2',
    what: 'air',
    raise: ['above 1500 ppm'],
    hold: ['above 1000 ppm'],
    certainMs: 45 * 60_000,
    endsWithinMs: hour,
    hours: { between: [8, 18], schoolDays: true },
  },
  {
    origin: 'lighting/burningByDay',
    what: 'fault',
    raise: ['dayBurner'],
    certainMs: 4 * hour,
    endsWithinMs: 2 * hour,
    hours: { between: [9, 17] },
  },
  {
    origin: 'lighting/out',
    what: 'fault',
    raise: ['dead'],
    certainMs: 24 * hour,
    // By day a lamp says nothing of it.
    endsWithinMs: 24 * hour,
  },
  {
    origin: 'lighting/wrongLevel',
    what: 'fault',
    // A dead lamp takes much less than it should, too, and one that comes and goes does so at times.
    raise: ['weakDriver', 'dead'],
    hold: ['cycling'],
    certainMs: 24 * hour,
    endsWithinMs: 24 * hour,
  },
  {
    origin: 'lighting/cycling',
    what: 'fault',
    raise: ['cycling'],
    // Counted by the night, when it is over: a whole night of it is certain, a part may be; two without end it.
    certainMs: 48 * hour,
    endsWithinMs: 72 * hour,
  },
  {
    origin: 'lighting/overVoltage',
    what: 'fault',
    raise: ['overVoltage'],
    certainMs: 24 * hour,
    endsWithinMs: 24 * hour,
  },
  {
    origin: 'noise/night',
    what: 'noise',
    raise: ['above 62 dB'],
    hold: ['above 57 dB'],
    // A quarter of an hour of reports every quarter of an hour, one in twelve of which is lost.
    certainMs: hour,
    endsWithinMs: hour,
    hours: { between: [22, 7] },
  },
  {
    origin: 'flood/level',
    what: 'river',
    raise: ['above 2.2 m'],
    hold: ['above 2 m'],
    certainMs: hour,
    endsWithinMs: 4 * hour,
  },
  {
    origin: 'parking/abandoned',
    what: 'bay',
    raise: ['taken'],
    certainMs: 27 * hour,
    endsWithinMs: 3 * hour,
  },
  {
    origin: 'buildings/leak',
    what: 'meterSays',
    raise: ['leak'],
    certainMs: 2 * hour,
    endsWithinMs: 3 * hour,
  },
  {
    origin: 'water-leaks/customer',
    what: 'behindMeter',
    raise: ['leaking'],
    certainMs: 60 * hour,
    endsWithinMs: 48 * hour,
  },
  {
    origin: 'water-leaks/leak',
    what: 'pipe',
    raise: ['leaking'],
    hold: ['faint'],
    // domain.md 6: within three nights.
    certainMs: 96 * hour,
    endsWithinMs: 72 * hour,
  },
]
