import { describe, expect, test } from 'vitest'
import { annualEnergy, savingCheck } from './annual-energy.ts'
import { daliLevel, daliPercent } from './dali.ts'
import { type Installation, legalLatestOff } from './legal-hours.ts'
import { ledPower, zeroTenVolt } from './power.ts'
import { presenceBoost } from './presence-boost.ts'
import { readPartNight } from './profile.ts'
import { sunTimes } from './sun.ts'
import { approximateSunTimes } from './sun-approximate.ts'
import vectors from './vectors.json' with { type: 'json' }

const near = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance)

test.each(vectors['dali.levelToPercent'])('$id', ({ input, expected, tolerance }) =>
  near(daliPercent(input.level)!, expected, tolerance),
)
test.each(vectors['dali.percentToLevel'])('$id', ({ input, expected }) =>
  expect(daliLevel(input.percent)).toBe(expected),
)
test.each(vectors['lighting.zeroTenVolt'])('0-10 V $id', ({ input, expected, tolerance }) =>
  near(zeroTenVolt(input), expected, tolerance),
)
test.each(vectors['lighting.ledPower'])(
  'power $id',
  ({ input: { dimPercent, ...led }, expected, tolerance }) =>
    near(ledPower(dimPercent, led), expected, tolerance),
)
test.each(vectors['lighting.legalLatestOff'])('$id', ({ input, expected }) =>
  expect(legalLatestOff(input.category as Installation, input.activityEndLocal)).toBe(expected),
)
test.each(vectors['lighting.presenceBoost'])('$id', ({ input, expected, tolerance }) => {
  const found = presenceBoost(input)
  for (const [name, value] of Object.entries(expected))
    near(found[name as keyof typeof found], value, tolerance)
})
test.each(vectors['lighting.seedCrossCheck'])('$id', ({ input, expected, tolerance }) => {
  const found = savingCheck(input)
  near(found.eurPerLamp, expected.eurPerLamp, tolerance)
  near(found.impliedEurPerKWh, expected.impliedEurPerKWh, tolerance)
})

describe('a year of light at Angers', () => {
  const yearOf = (
    input: (typeof vectors)['lighting.annualEnergy'][number]['input'],
    profile = input.profile,
  ) =>
    annualEnergy({
      latitude: input.lat,
      longitude: input.lng,
      timeZone: input.tz,
      year: input.year,
      led: { nominalW: input.ledNominalW, fixedShare: input.fixedShare, standbyW: input.standbyW },
      baselineW: input.baselineW,
      partNight: readPartNight(profile),
    })
  test.each(vectors['lighting.annualEnergy'])('$id', ({ input, expected }) => {
    const found = yearOf(input)
    const one = (value: number, wanted: number) => near(value / wanted, 1, 0.01)
    one(found.hours, expected.hours)
    one(found.ledKWh, expected.ledKWh)
    one(found.referenceKWh, expected.hpsKWh)
    one(found.saving, expected.saving)
    for (const [level, hours] of Object.entries(expected.hoursByDim)) one(found.hoursByDim[level]!, hours!)
  })
  test('the two profiles that Angers published bracket its 70 %, off for six hours is beyond', () => {
    const { input } = vectors['lighting.annualEnergy'][0]!
    const saved = ['100% all night', '50% 01:00-06:00', '40% 23:00-06:00', 'off 23:00-05:00'].map(
      (profile) => 100 * yearOf(input, profile).saving,
    )
    for (const [i, percent] of [60, 68.4, 74.2, 81.2].entries()) near(saved[i]!, percent, 0.1)
  })
})

const instants = (times: Record<string, string>) =>
  Object.entries(times).flatMap(([name, text]) =>
    text.includes('T') ? [[name, Date.parse(text)] as const] : [],
  )

test.each(vectors['sun.times'])('sun $id', ({ input, expected }) => {
  const found = sunTimes(Date.parse(input.date), input.lat, input.lng)
  for (const [name, at] of instants(expected)) near(found[name as keyof typeof found]!, at, 10_000)
})
test.each(vectors['sun.timesSuncalc1'])('SunCalc 1 $id', ({ input, expected }) => {
  const found = approximateSunTimes(Date.parse(input.date), input.lat, input.lng)
  for (const [name, at] of instants(expected)) near(found[name as keyof typeof found]!, at, 2_000)
})
test('the two ways to reckon the sun agree within 200 s, all the year and from Lille to Nice', () => {
  for (let day = 0; day < 365; day += 9)
    for (const [lat, lng] of [
      [50.63, 3.06],
      [43.7, 7.26],
      [48.39, -4.49],
    ] as const) {
      const noon = Date.UTC(2024, 0, 1 + day, 12)
      const [ours, theirs] = [sunTimes(noon, lat, lng), approximateSunTimes(noon, lat, lng)]
      for (const name of ['sunrise', 'sunset', 'dawn', 'dusk', 'solarNoon'] as const)
        near(ours[name]!, theirs[name]!, 200_000)
    }
})
