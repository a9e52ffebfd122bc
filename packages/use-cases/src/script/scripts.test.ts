import { expect, test } from 'vitest'
import { defineIndicator, pointsOf, within } from '../define-indicator.ts'
import { defineUseCase, type UseCase } from '../define-use-case.ts'
import { useCases } from '../index.ts'
import { defineScript, repeated, type Script } from './define-script.ts'
import { playScript } from './play-script.ts'

test('the script of every use case plays', () => {
  const faults = useCases.map((useCase) => [
    useCase.id,
    useCase.script ? playScript(useCase, useCase.script).faults : [],
  ])
  expect(faults).toEqual(useCases.map(({ id }) => [id, []]))
})

const hour = 3_600_000
const toy = defineUseCase({
  id: 'toy',
  function: 'alert',
  fr: 'Jouet',
  en: 'Toy',
  assetTypes: {
    room: {
      fr: 'Salle',
      en: 'Room',
      icon: 'Home',
      main: 'air.co2',
      properties: ['air.co2', 'air.temperature'],
      attributes: { limit: { kind: 'number', fr: 'Limite', en: 'Limit', default: 800 } },
    },
  },
  indicators: {
    warmest: defineIndicator({
      fr: 'Plus chaud',
      en: 'Warmest',
      of: { assetType: 'room' },
      every: 'hour',
      inputs: { co2: { property: 'air.co2' } },
      computes: ['air.temperature'],
      formula: { fr: 'CO₂ / 100', en: 'CO₂ / 100' },
      compute: ({ inputs, ...period }) => {
        const points = within(pointsOf(inputs.co2), period)
        return {
          'air.temperature': points.length === 0 ? null : Math.max(...points.map(({ value }) => value)) / 100,
        }
      },
    }),
    everywhere: defineIndicator({
      fr: 'Partout',
      en: 'Everywhere',
      of: { site: ['territory'] },
      every: 'change',
      inputs: { co2: { property: 'air.co2', from: { assetType: 'room' }, beforeMs: hour } },
      computes: ['air.co2'],
      formula: { fr: 'moyenne', en: 'mean' },
      compute: ({ inputs }) => {
        const newest = inputs.co2.map(({ points }) => points.at(-1)!.value)
        return { 'air.co2': newest.reduce((sum, value) => sum + value, 0) / newest.length }
      },
    }),
  },
  rules: {
    stale: {
      name: 'Stale',
      condition: {
        kind: 'threshold',
        property: 'air.co2',
        is: 'above',
        raise: { attribute: 'limit', plus: 0 },
        clear: 700,
        raiseAfterMs: 20 * 60_000,
      },
    },
    warm: {
      name: 'Warm',
      condition: { kind: 'threshold', property: 'air.temperature', is: 'above', raise: 15 },
    },
  },
})

const airing = {
  ...toy,
  assetTypes: {
    ...toy.assetTypes,
    vent: { fr: 'Ouvrant', en: 'Vent', icon: 'Window', main: 'vent.position', properties: ['vent.position'] },
  },
  scenarios: {
    air: {
      name: 'Air',
      forEach: { assetTypes: ['room'] },
      triggers: [
        {
          kind: 'property',
          condition: { kind: 'threshold', property: 'air.co2', is: 'above', raise: 1000, clear: 800 },
        },
      ],
      steps: [
        {
          kind: 'command',
          to: { select: 'parts', scope: { assetTypes: ['vent'] } },
          command: 'vent.move',
          parameters: { percent: 100 },
        },
        { kind: 'wait', until: { kind: 'after', ms: 10 * 60_000 } },
        {
          kind: 'command',
          to: { select: 'parts', scope: { assetTypes: ['vent'] } },
          command: 'vent.move',
          parameters: { percent: 0 },
        },
      ],
    },
  },
} as const satisfies UseCase

test('scenarios act and wait in the time of the script, each for its own subject', () => {
  const vents = {
    fr: 'Ouvrants',
    en: 'Vents',
    start: '2026-06-15T08:00',
    assets: {
      a: { type: 'room' },
      b: { type: 'room' },
      ventA: { type: 'vent', attributes: { parent: 'a' } },
      ventB: { type: 'vent', attributes: { parent: 'b' } },
    },
    devices: { probe: { asset: 'a', json: ['air.co2'] } },
    steps: [
      { minute: 0, device: 'probe', values: { 'air.co2': 1200 } },
      { minute: 9, expect: { asset: 'ventA', command: 'vent.move', parameters: { percent: 100 } } },
      { minute: 11, expect: { asset: 'ventA', command: 'vent.move', parameters: { percent: 0 } } },
      { minute: 11, expect: { asset: 'ventB', command: 'vent.move' } },
    ],
  } as const satisfies Script
  expect(playScript(airing, vents).faults).toEqual(['minute 11: ventB: vent.move was not asked for'])
})

const script = defineScript({
  fr: 'Une salle',
  en: 'A room',
  start: '2026-06-15T08:00',
  assets: { a: { type: 'room' }, b: { type: 'room', attributes: { limit: 2000 } } },
  devices: {
    probeA: { asset: 'a', json: ['air.co2'] },
    probeB: { asset: 'b', json: ['air.co2'], bind: { 'air.co2': { property: 'air.co2', scale: 2 } } },
  },
  steps: [
    ...repeated('probeA', { minute: 0, everyMinutes: 10, count: 3 }, () => ({ 'air.co2': 900 })),
    { minute: 5, device: 'probeB', values: { 'air.co2': 800 } },
    { minute: 6, expect: { site: true, property: 'air.co2', value: 1250 } },
    { minute: 7, expect: { asset: 'b', property: 'air.temperature', value: 16 } },
    { minute: 19, expect: { asset: 'a', rule: 'stale', is: 'none' } },
    { minute: 20, expect: { asset: 'a', rule: 'stale', is: 'opened' } },
    { minute: 30, device: 'probeA', values: { 'air.co2': 600 } },
    { minute: 30, expect: { asset: 'a', rule: 'stale', is: 'cleared' } },
    { minute: 59, expect: { asset: 'b', rule: 'warm', is: 'none' } },
    { minute: 61, expect: { asset: 'b', rule: 'warm', is: 'opened' } },
    { minute: 61, expect: { asset: 'b', rule: 'stale', is: 'none' } },
  ],
})

test('a script hears rules at their own times and computes indicators at the ends of periods', () => {
  expect(playScript(toy, script).faults).toEqual([])
})

test('what does not come is said', () => {
  const steps = script.steps.map((step) =>
    'expect' in step && 'value' in step.expect ? { ...step, expect: { ...step.expect, value: 1 } } : step,
  )
  expect(playScript(toy, { ...script, steps }).faults).toEqual([
    'minute 6: the site: air.co2 is 1250, not 1',
    'minute 7: b: air.temperature is 16, not 1',
  ])
})
