import { expect, test } from 'vitest'
import { icone, iconeLabels, iconeOfCounts } from './icone.ts'
import { legalClass } from './legal-class.ts'
import { carbonDioxideAfter } from './mass-balance.ts'
import vectors from './vectors.json' with { type: 'json' }
import { ventOrder } from './vents.ts'

const near = (actual: number | undefined, expected: number, tolerance: number) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance)

test.each(vectors['iaq.icone'])('iaq.icone $id', ({ input, expected, tolerance }) => {
  const found = input.ppm
    ? icone(input.ppm)
    : iconeOfCounts({
        fresh: input.nBelowOrEqual1000!,
        stale: input.n1000to1700!,
        foul: input.nAbove1700!,
      })
  near(found?.f1, expected.f1, tolerance)
  near(found?.f2, expected.f2, tolerance)
  near(found?.raw, expected.raw, tolerance)
  expect(found?.index).toBe(expected.index)
  if (expected.label) expect(iconeLabels.fr[found!.index]).toBe(expected.label)
})

test.each(vectors['iaq.legalClass'])('iaq.legalClass $id', ({ input, expected }) =>
  expect(legalClass(input.ppm)).toBe(expected),
)

test.each(vectors['iaq.massBalance'])('iaq.massBalance $id', ({ input, expected, tolerance }) => {
  const { ppm, steadyPpm } = carbonDioxideAfter(
    {
      volumeM3: input.volumeM3,
      persons: input.persons,
      litresPerSecond: input.gLitrePerSecond,
      airChanges: input.achPerHour,
      outdoorPpm: input.outdoorPpm,
    },
    input.c0Ppm,
    input.hours,
  )
  near(ppm, expected.ppm, tolerance)
  near(steadyPpm, expected.steadyStatePpm, tolerance)
})

test.each(vectors['vents.decision'])('vents.decision $id', ({ input, expected }) =>
  expect(ventOrder({ ...input, inside: input.tin, outside: input.tout })).toBe(expected),
)
