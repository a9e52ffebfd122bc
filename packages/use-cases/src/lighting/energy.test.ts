import { expect, test } from 'vitest'
import { indicators } from './indicators.ts'

const hourMs = 3_600_000
/** Noon to noon in Paris; the sun sets there about 16:00 UTC. */
const from = Date.parse('2026-11-28T11:00:00Z')
const subject = {
  id: 'ast_lamp',
  name: 'Lampe',
  type: 'streetLamp',
  attributes: { referenceW: 172.5 },
  position: [-0.5632, 47.4784] as [number, number],
}

/** A meter in kWh, an hour a reading. */
const computed = (meter: readonly number[]) =>
  indicators.energy.compute({
    subject,
    from,
    to: from + 24 * hourMs,
    timeZone: 'Europe/Paris',
    inputs: {
      energy: [{ subject, points: meter.map((value, hour) => ({ at: from + hour * hourMs, value })) }],
    },
    factor: () => {
      throw new Error('no factor is asked for')
    },
  })

test('before the sun has set on a lamp that is off there is no night to tell of', () => {
  expect(computed([500, 500, 500, 500])).toEqual({})
})

test('a lamp that burns in the afternoon tells at once what it costs', () => {
  expect(computed([500, 500.1, 500.2, 500.3])).toMatchObject({
    'light.energy': expect.closeTo(0.3, 6),
    'light.energy.reference': 0,
    'light.energy.saved': expect.closeTo(-0.3, 6),
  })
})

test('a night in which a lamp stayed dark has saved all of its reference', () => {
  const night = computed(Array.from({ length: 24 }, () => 500))
  expect(night['light.energy']).toBe(0)
  expect(night['light.energy.saved']).toBeGreaterThan(2)
})
