import { Rule } from '@trame/domain'
import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import en from '../i18n/en/index.ts'
import fr from '../i18n/fr/index.ts'
import type { Words } from './condition-parts.ts'
import { conditionText, rulePartsOf, whyParts } from './parts.ts'

const i18n = i18next.createInstance()
await i18n.init({ lng: 'fr', resources: { fr: { translation: fr }, en: { translation: en } } })

const words = (lang: 'fr' | 'en'): Words => ({
  t: i18n.getFixedT(lang),
  lang,
  scope: lang === 'fr' ? 'tout point d’apport' : 'any drop-off point',
  group: () => 'Propreté',
})
const rule = (condition: unknown, more: object = {}) =>
  Rule.parse({ id: 'rul_1', version: 1, name: 'Test', condition, ...more })
const lines = (of: Rule, lang: 'fr' | 'en' = 'fr') =>
  rulePartsOf(of, words(lang)).map(({ parts }) =>
    parts
      .map(({ text }) => text)
      .join(' ')
      .replaceAll('\u00a0', ' '),
  )

const full = {
  kind: 'threshold',
  property: 'bin.fill',
  is: 'above',
  raise: 80,
  clear: 60,
  raiseAfterMs: 600_000,
}

describe('a rule reads as a sentence', () => {
  test('in French', () => {
    expect(lines(rule(full, { steps: [{ severity: 'major', raise: 95 }] }))).toEqual([
      'Quand le remplissage de tout point d’apport atteint 80 % pendant 10 min',
      'alors ouvrir une alerte Mineure puis Majeure à partir de 95 %',
      'La clore sous 60 % dès la première mesure',
      'Active à toute heure',
    ])
  })

  test('in lists, with limits as they were written and commas where they belong', () => {
    const burst = {
      kind: 'all',
      raiseAfterMs: 1_800_000,
      of: [
        { kind: 'threshold', property: 'sound.laeq', is: 'above', raise: 62 },
        { kind: 'threshold', property: 'water.pressure', is: 'below', raise: 300.5 },
        { kind: 'threshold', property: 'water.level', is: 'above', raise: 2.2 },
      ],
    }
    expect(conditionText(rule(burst), words('fr')).replaceAll('\u00a0', ' ')).toBe(
      'Quand le niveau sonore LAeq de tout point d’apport atteint 62 dB(A) et que la pression d’eau descend à 300,5 kPa et que le niveau d’eau atteint 2,2 m, le tout pendant 30 min',
    )
    expect(conditionText(rule(burst), words('en'))).toMatch(
      /reaches 62\u00a0dB\(A\) .* 300\.5\u00a0kPa .* 2\.2\u00a0m, all of it/,
    )
  })

  test('in English', () => {
    expect(lines(rule(full), 'en')[0]).toBe(
      'When the fill level of any drop-off point reaches 80% for 10 min',
    )
  })

  test('conditions are joined by their words, and said once what they are about', () => {
    const both = {
      kind: 'all',
      of: [full, { kind: 'not', of: { kind: 'threshold', property: 'bin.tilted', is: 'equals', raise: 1 } }],
    }
    expect(lines(rule(both)).slice(0, 2)).toEqual([
      'Quand le remplissage de tout point d’apport atteint 80 % pendant 10 min',
      'sauf si le renversé vaut renversé dès la première mesure',
    ])
  })

  test('a silence is counted in expected intervals', () => {
    expect(lines(rule({ kind: 'silence' }))[0]).toBe(
      'Quand tout point d’apport ne dit rien pendant plus de 3 intervalles attendus dès la première mesure',
    )
  })
})

test('why: the condition of the severity, in the past, without the delay that nobody asked for', () => {
  const why = (severity: 'minor' | 'major') =>
    whyParts(rule({ ...full, raiseAfterMs: 0 }, { steps: [{ severity: 'major', raise: 95 }] }), severity, {
      ...words('fr'),
      scope: 'PAV rue des Fossés',
    })
      .map(({ text }) => text)
      .join(' ')
      .replaceAll('\u00a0', ' ')
  expect(why('minor')).toBe('Parce que le remplissage de PAV rue des Fossés a atteint 80 %')
  expect(why('major')).toBe('Parce que le remplissage de PAV rue des Fossés a atteint 95 %')
})
