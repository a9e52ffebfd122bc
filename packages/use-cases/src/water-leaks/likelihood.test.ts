import { expect, test } from 'vitest'
import type { Ear, HeardNight } from './ear.ts'
import { familyOf, leakLikelihood, suspected } from './likelihood.ts'

const wobble = (n: number, salt = 0) => (((n * 7 + salt * 3) % 9) - 4) / 6
const quiet = (n: number, salt = 0): HeardNight => ({
  level: 9 + wobble(n, salt),
  spread: 12 + 3 * wobble(n, salt + 1),
  tone: 20 + 6 * wobble(n, salt + 2),
})
const leaking = (n: number, level = 24): HeardNight => ({
  level: level + wobble(n),
  spread: 3,
  tone: 12 + wobble(n),
})
const month = 30
const ear = (nights: readonly (HeardNight | null)[], position: Ear['position'] = null): Ear => ({
  position,
  nights,
})
const after = (...nights: (HeardNight | null)[]) =>
  ear([...Array.from({ length: month }, (_, n) => quiet(n)), ...nights])
const other = (length: number, salt: number, position: Ear['position'] = null) =>
  ear(
    Array.from({ length }, (_, n) => quiet(n, salt)),
    position,
  )
const judged = (one: Ear, others: readonly Ear[] = [], flows?: (number | null)[]) =>
  leakLikelihood(familyOf([one, ...others]), 0, flows)

test('a leak is told on its third night, not on its second', () => {
  const nights = [1, 2, 3].map((n) => leaking(n))
  expect(judged(after(nights[0]!)).likelihood).toBeLessThan(20)
  expect(judged(after(nights[0]!, nights[1]!)).likelihood).toBeLessThan(suspected.raise)
  const third = judged(after(...nights))
  expect(third.likelihood).toBeGreaterThan(suspected.raise)
  expect(third).toMatchObject({ nights: 3, neighbours: 0, districtRise: null })
  expect(third.excess).toBeGreaterThan(14)
})

test('a night that is missing within it is no excuse', () => {
  const two = after(leaking(1), null, leaking(3))
  expect(
    judged(two, [], [...Array.from({ length: month }, () => 3), 4, null, 4.2]).likelihood,
  ).toBeGreaterThan(suspected.raise)
})

test('water drawn for a night or two is none, nor is a pump on one tone', () => {
  expect(judged(after(leaking(1), quiet(2))).likelihood).toBeLessThan(suspected.clear)
  const pump = [1, 2, 3, 4, 5].map((n) => ({ ...leaking(n, 35), tone: 85 + wobble(n) }))
  expect(judged(after(...pump)).likelihood).toBeLessThan(5)
})

test('rain that all hear alike is taken out', () => {
  const wet = (n: number, salt = 0) => ({ ...quiet(n, salt), level: 15.5 + wobble(n, salt), spread: 6 })
  const nights = [30, 31, 32]
  const all = [1, 2, 3, 4].map((salt) =>
    ear([...Array.from({ length: month }, (_, n) => quiet(n, salt)), ...nights.map((n) => wet(n, salt))]),
  )
  expect(judged(all[0]!, all.slice(1)).likelihood).toBeLessThan(10)
  // The same three nights at one logger alone are a leak.
  expect(
    judged(
      all[0]!,
      [1, 2, 3].map((salt) => other(33, salt)),
    ).likelihood,
  ).toBeGreaterThan(50)
})

test('a frozen message is not heard again, and silence of a week says nothing', () => {
  const night = leaking(1)
  expect(judged(after(night, { ...night }, { ...night })).nights).toBe(1)
  expect(judged(after(null, null, null, null)).likelihood).toBeNull()
  expect(judged(ear([])).likelihood).toBeNull()
})

test('a leak of a month does not become what is usual; its repair clears it in two nights', () => {
  const long = Array.from({ length: 28 }, (_, n) => leaking(n))
  expect(judged(after(...long)).likelihood).toBeGreaterThan(95)
  expect(judged(after(...long, quiet(1), quiet(2))).likelihood).toBeLessThan(suspected.clear)
})

test('neighbours in reach and the night flow of the district weigh in', () => {
  const near: Ear['position'] = [0.35, 47.05]
  const nights = [...Array.from({ length: month }, (_, n) => quiet(n)), leaking(1, 17), leaking(2, 17)]
  const alone = judged(ear(nights, near))
  const heardBoth = ear(
    [...Array.from({ length: month }, (_, n) => quiet(n, 3)), leaking(4, 16), leaking(5, 16)],
    [0.352, 47.05],
  )
  expect(judged(ear(nights, near), [heardBoth])).toMatchObject({ neighbours: 1 })
  expect(judged(ear(nights, near), [heardBoth]).likelihood).toBeGreaterThan(alone.likelihood!)
  expect(judged(ear(nights, near), [{ ...heardBoth, position: [0.37, 47.05] }]).neighbours).toBe(0)
  const risen = judged(ear(nights, near), [], [...Array.from({ length: month }, () => 3), 5, 5.2])
  expect(risen.districtRise).toBeCloseTo(2.1, 6)
  expect(risen.likelihood).toBeGreaterThan(alone.likelihood!)
})

test('who hears a leak loudest is looked at first; the others stay likely', () => {
  const hearing = (level: number, salt: number) =>
    ear([
      ...Array.from({ length: month }, (_, n) => quiet(n, salt)),
      ...[1, 2, 3].map((n) => leaking(n, level)),
    ])
  const family = familyOf([hearing(40, 0), hearing(28, 1)])
  const [loud, faint] = [0, 1].map((index) => leakLikelihood(family, index))
  expect(loud!.priority).toBe(loud!.likelihood)
  expect(faint!.likelihood).toBeGreaterThan(suspected.raise)
  expect(faint!.priority! / faint!.likelihood!).toBeCloseTo(0.25, 1)
})

test('beside a pressure reducer only what comes on top counts', () => {
  const noisy = (n: number): HeardNight => ({ level: 28 + wobble(n), spread: 3, tone: 20 + wobble(n) })
  const nights = Array.from({ length: 40 }, (_, n) => noisy(n))
  expect(judged(ear(nights)).likelihood).toBeGreaterThan(suspected.raise)
  expect(judged({ ...ear(nights), ownNoise: true }).likelihood).toBeLessThan(10)
})
