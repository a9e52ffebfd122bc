import { expect, test } from 'vitest'
import { observedProperties } from '../observed-properties.ts'
import { agreedInEnglish } from './english.ts'

test.each([
  ['reaches', 'Free places', 'reach'],
  ['reaches', 'Fill level', 'reaches'],
  ['is other than', 'Hours until full, early (P10)', 'are other than'],
  ['is', 'People in', 'are'],
  ['is', 'Vehicles counted by hand', 'are'],
  ['is', 'Heat-wave days', 'are'],
  ['is', 'Brown-outs', 'are'],
  ['was received', 'Switch-ons of the night', 'were received'],
  ['falls to', 'Diesel of the tours', 'falls to'],
  ['reaches', 'Time above 800 ppm', 'reaches'],
  ['is', 'Lit outside legal hours', 'is'],
  ['is', 'SOS', 'is'],
  ['rose by', 'Arrivals', 'rose by'],
  ['says nothing', 'Lightning strikes', 'say nothing'],
])('%s, of “%s”: %s', (verb, label, expected) => {
  expect(agreedInEnglish(verb, label)).toBe(expected)
})

test('a count of things is plural, a level, a share or a time is not', () => {
  const said = (id: keyof typeof observedProperties) => agreedInEnglish('is', observedProperties[id].en)
  for (const id of ['parking.arrivals', 'electric.voltageSags', 'water.wetElectrodes'] as const)
    expect(said(id), id).toBe('are')
  for (const id of ['air.pressure', 'parking.occupancy', 'water.linearLoss', 'bin.fill'] as const)
    expect(said(id), id).toBe('is')
})
