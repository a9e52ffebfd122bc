import { expect, test } from 'vitest'
import { plainSentence, sentenceOf } from './sentence.ts'
import { minute, ruleOf } from './testing.ts'

const bins = ruleOf({
  scope: { assetTypes: ['wasteContainer'] },
  condition: {
    kind: 'threshold',
    property: 'bin.fill',
    is: 'above',
    raise: 80,
    clear: 70,
    raiseAfterCount: 2,
    clearAfterCount: 2,
  },
  steps: [{ severity: 'major', raise: 95 }],
})
const names = {
  assetType: (id: string) => (id === 'wasteContainer' ? 'les points d’apport volontaire' : undefined),
}
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('a rule reads as a French and as an English sentence', () => {
  expect(plain(plainSentence(bins, 'fr', names))).toBe(
    'Sur les points d’apport volontaire, quand le remplissage atteint 80 % 2 fois de suite, ' +
      'alors ouvrir une alerte mineure, majeure → 95 %. ' +
      'La clore quand le remplissage repasse sous 70 % 2 fois de suite.',
  )
  expect(plain(plainSentence(bins, 'en'))).toBe(
    'On wasteContainer, when fill level reaches 80% 2 times in a row, ' +
      'then open an alert: minor, major → 95%. Close it when fill level is back under 70% 2 times in a row.',
  )
})

test('each token leads to the value in the rule that it shows', () => {
  const leaks = ruleOf({
    condition: {
      kind: 'any',
      of: [
        {
          kind: 'all',
          raiseAfterCount: 3,
          of: [
            {
              kind: 'difference',
              property: 'leak.level',
              reference: { kind: 'usual', weeks: 4 },
              is: 'above',
              raise: 10,
              clear: 4,
            },
            { kind: 'not', of: { kind: 'threshold', property: 'leak.frequency', is: 'equals', raise: 50 } },
          ],
        },
        { kind: 'silence', property: 'leak.level', raiseAfterMs: 90 * minute },
        { kind: 'rate', property: 'water.level', is: 'rises', raise: 0.3, windowMs: 60 * minute },
        {
          kind: 'repetition',
          property: 'sound.laeq',
          is: 'above',
          value: 85,
          count: 3,
          windowMs: 60 * minute,
        },
        { kind: 'expression', cel: 'air_co2 > 1000' },
        {
          kind: 'place',
          is: 'outside',
          polygon: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        },
      ],
    },
    steps: [{ severity: 'major', raise: 20, hold: { raiseAfterMs: 60 * minute } }],
    activeHours: { weekly: [{ days: [1, 7], from: '20:00', to: '06:00' }], publicHolidays: 'always' },
  })
  for (const language of ['fr', 'en'] as const) {
    const tokens = sentenceOf(leaks, language)
      .flat()
      .filter(({ token }) => token !== undefined)
    expect(tokens.length).toBeGreaterThan(25)
    for (const { token, value, text } of tokens) {
      const found = token!
        .split('.')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], leaks)
      expect(found, token).toEqual(value)
      expect(text).not.toBe('')
    }
  }
  expect(plain(plainSentence(leaks, 'fr'))).toContain(
    '(le bruit de conduite dépasse son niveau habituel à cette heure (4 semaines) d’au moins 10 dB ' +
      'sauf si la fréquence principale vaut 50 Hz 3 fois de suite)',
  )
})

test('states are named, and attributes too', () => {
  const overstay = ruleOf({
    condition: {
      kind: 'all',
      of: [
        {
          kind: 'threshold',
          property: 'parking.occupied',
          is: 'equals',
          raise: 1,
          raiseAfterMs: 120 * minute,
        },
        { kind: 'threshold', property: 'water.level', is: 'above', raise: { attribute: 'yellow' } },
      ],
    },
  })
  expect(plain(plainSentence(overstay, 'fr'))).toContain('la place vaut occupé pendant 2 h')
  expect(plain(plainSentence(overstay, 'fr'))).toContain('atteint son attribut « yellow »')
})

test('French agrees: articles, plurals, and what de becomes', () => {
  const said = (condition: object) => plain(plainSentence(ruleOf({ condition } as never), 'fr'))
  const above = { kind: 'threshold', is: 'above', raise: 5, clear: 2 }
  expect(said({ ...above, property: 'parking.free' })).toContain('quand les places libres atteignent 5')
  expect(said({ ...above, property: 'parking.free' })).toContain('les places libres repassent sous 2')
  expect(said({ kind: 'silence', property: 'leak.level' })).toContain(
    'plus rien n’est reçu du bruit de conduite',
  )
})

test('English agrees: verbs with what they are said of, nouns with their number; French nouns too', () => {
  const said = (condition: object, language: 'fr' | 'en' = 'en') =>
    plain(plainSentence(ruleOf({ condition } as never), language))
  const above = { kind: 'threshold', is: 'above', raise: 5, clear: 2 }
  expect(said({ ...above, property: 'parking.free' })).toContain('when free places reach 5')
  expect(said({ ...above, property: 'parking.free' })).toContain('free places are back under 2')
  expect(said({ ...above, property: 'bin.fill' })).toContain('when fill level reaches 5%')
  expect(said({ kind: 'change', is: 'told', property: 'rain.tips' })).toContain(
    'rain gauge tips are received',
  )
  const silent = (intervals: number) => ({ kind: 'silence', intervals })
  expect(said(silent(1))).toContain('for more than 1 expected interval,')
  expect(said(silent(3))).toContain('for more than 3 expected intervals,')
  expect(said(silent(1.5), 'fr')).toContain('depuis plus de 1,5 intervalle attendu,')
  const usual = (weeks: number) => ({
    kind: 'difference',
    property: 'water.flow',
    is: 'above',
    raise: 3,
    reference: { kind: 'usual', weeks },
  })
  expect(said(usual(1))).toContain('(1 week)')
  expect(said(usual(4))).toContain('(4 weeks)')
  expect(said(usual(1), 'fr')).toContain('(1 semaine)')
})
