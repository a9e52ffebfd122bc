import type { Severity } from '../resources/place.ts'

export type Language = 'fr' | 'en'

/** `{}` is where the token goes. */
export interface Words {
  on: string
  when: string
  of: string
  anyAsset: string
  opens: string
  orSeverity: string
  closes: string
  closesWithCondition: string
  backUnder: string
  backOver: string
  lasting: string
  inARow: [string, string]
  within: string
  verbs: Record<'above' | 'below' | 'equals' | 'differs', string>
  rate: Record<'rises' | 'falls', string>
  perHour: string
  over: string
  difference: Record<'above' | 'below' | 'apart', [string, string]>
  usual: [one: string, other: string]
  silent: [string, string]
  intervals: [one: string, other: string]
  change: Record<'any' | 'rises' | 'falls' | 'told', string>
  to: string
  recently: string
  moreThan: string
  place: Record<'inside' | 'outside', string>
  expression: string
  and: string
  or: string
  unless: string
  not: string
  attribute: string
  hours: string
  publicHolidays: string
  schoolHolidays: string
  effects: Record<'always' | 'never', string>
  exceptions: [one: string, other: string]
  severities: Record<Severity, string>
}

const fr: Words = {
  on: 'Sur ',
  when: ', quand ',
  of: ' de ',
  anyAsset: 'tout équipement',
  opens: 'alors ouvrir une alerte ',
  orSeverity: ', ',
  closes: 'La clore quand ',
  closesWithCondition: 'La clore dès que la condition cesse',
  backUnder: ' repasse sous ',
  backOver: ' repasse au-dessus de ',
  lasting: ' pendant ',
  inARow: ['', ' fois de suite'],
  within: ' en ',
  verbs: { above: ' atteint ', below: ' descend à ', equals: ' vaut ', differs: ' ne vaut pas ' },
  rate: { rises: ' monte d’au moins ', falls: ' baisse d’au moins ' },
  perHour: ' par heure',
  over: ', mesuré sur ',
  difference: {
    above: [' dépasse ', ' d’au moins '],
    below: [' est sous ', ' d’au moins '],
    apart: [' s’écarte de ', ' d’au moins '],
  },
  usual: [
    'son niveau habituel à cette heure ({} semaine)',
    'son niveau habituel à cette heure ({} semaines)',
  ],
  silent: ['plus rien n’est reçu', ' depuis plus de '],
  intervals: ['{} intervalle attendu', '{} intervalles attendus'],
  change: { any: ' change', rises: ' augmente', falls: ' diminue', told: ' est reçu' },
  to: ' : ',
  recently: ' depuis moins de ',
  moreThan: ' de plus de ',
  place: { inside: 'la position est dans ', outside: 'la position est hors de ' },
  expression: 'l’expression est vraie : ',
  and: ' et que ',
  or: ' ou que ',
  unless: ' sauf si ',
  not: 'il est faux que ',
  attribute: 'son attribut « {} »',
  hours: 'Active ',
  publicHolidays: 'les jours fériés ',
  schoolHolidays: 'les vacances scolaires, zone {} ',
  effects: { always: 'toute la journée', never: 'jamais' },
  exceptions: ['et {} exception', 'et {} exceptions'],
  severities: { critical: 'critique', major: 'majeure', minor: 'mineure', information: 'pour information' },
}

const en: Words = {
  on: 'On ',
  when: ', when ',
  of: ' of ',
  anyAsset: 'any asset',
  opens: 'then open an alert: ',
  orSeverity: ', ',
  closes: 'Close it when ',
  closesWithCondition: 'Close it as soon as the condition ends',
  backUnder: ' is back under ',
  backOver: ' is back over ',
  lasting: ' for ',
  inARow: ['', ' times in a row'],
  within: ' within ',
  verbs: { above: ' reaches ', below: ' falls to ', equals: ' is ', differs: ' is not ' },
  rate: { rises: ' rises by at least ', falls: ' falls by at least ' },
  perHour: ' per hour',
  over: ', measured over ',
  difference: {
    above: [' exceeds ', ' by at least '],
    below: [' is under ', ' by at least '],
    apart: [' differs from ', ' by at least '],
  },
  usual: ['its usual level at this hour ({} week)', 'its usual level at this hour ({} weeks)'],
  silent: ['nothing is heard', ' for more than '],
  intervals: ['{} expected interval', '{} expected intervals'],
  change: { any: ' changes', rises: ' rises', falls: ' falls', told: ' is received' },
  to: ': ',
  recently: ' within the last ',
  moreThan: ' by more than ',
  place: { inside: 'the position is inside ', outside: 'the position is outside ' },
  expression: 'the expression is true: ',
  and: ' and ',
  or: ' or ',
  unless: ' unless ',
  not: 'it is false that ',
  attribute: 'its attribute “{}”',
  hours: 'Active ',
  publicHolidays: 'on public holidays ',
  schoolHolidays: 'in school holidays, zone {} ',
  effects: { always: 'all day', never: 'never' },
  exceptions: ['and {} exception', 'and {} exceptions'],
  severities: { critical: 'critical', major: 'major', minor: 'minor', information: 'for information' },
}

export const words: Record<Language, Words> = { fr, en }
