import type { DefaultRuleDraft } from '../define-use-case.ts'
import { hour, minute } from '../durations.ts'
import { suspected } from './likelihood.ts'

/** One leak: its loggers, its pair and the meter of its sector speak of it, some nights apart. */
const oneLeak = { metres: 1_500, withinMs: 240 * hour }

export const rules = {
  leak: {
    name: 'Fuite suspectée',
    scope: { assetTypes: ['leakLogger'] },
    together: oneLeak,
    condition: {
      kind: 'threshold',
      property: 'leak.likelihood',
      is: 'above',
      raise: suspected.raise,
      clear: suspected.clear,
      clearAfterCount: 2,
    },
    severity: 'major',
    message: {
      fr: 'Fuite probable à {value} près de cet enregistreur.',
      en: 'A leak is likely ({value}) near this logger.',
    },
    actions: [
      {
        kind: 'procedure',
        steps: [
          'Vérifier les travaux déclarés dans la rue',
          'Confirmer par écoute au sol',
          'Prévenir les riverains',
          'Fermer la vanne et mesurer la chute de débit',
          'Photographier la fouille et noter la cause',
        ],
      },
    ],
  },
  nightFlow: {
    name: 'Débit de nuit en hausse',
    scope: { assetTypes: ['waterDistrict'] },
    together: oneLeak,
    condition: { kind: 'threshold', property: 'water.nightFlow.change', is: 'above', raise: 1, clear: 1 },
    severity: 'minor',
    steps: [{ severity: 'major', raise: 2 }],
  },
  burst: {
    name: 'Casse probable',
    scope: { assetTypes: ['waterDistrict'] },
    together: oneLeak,
    // Much more than at this hour of this week day, and the pressure gives way.
    condition: {
      kind: 'all',
      raiseAfterMs: 30 * minute,
      clearAfterMs: 2 * hour,
      of: [
        {
          kind: 'difference',
          property: 'water.flow',
          reference: { kind: 'usual', weeks: 3 },
          is: 'above',
          as: 'percent',
          raise: 60,
          clear: 30,
        },
        { kind: 'threshold', property: 'water.pressure', is: 'below', raise: 300, clear: 330 },
      ],
    },
    severity: 'critical',
    actions: [
      {
        kind: 'procedure',
        steps: ['Appeler l’astreinte eau', 'Isoler le tronçon', 'Prévenir les abonnés sensibles'],
      },
    ],
  },
  customer: {
    name: 'Écoulement continu chez un abonné',
    scope: { assetTypes: ['customerMeter'] },
    condition: { kind: 'threshold', property: 'water.continuousFlow', is: 'above', raise: 1, clear: 1 },
    severity: 'information',
    steps: [{ severity: 'minor', raise: 2 }],
    actions: [
      {
        kind: 'procedure',
        steps: [
          'Prévenir l’abonné (article L2224-12-4 du CGCT)',
          'Proposer de vérifier chasse d’eau et robinets',
        ],
      },
    ],
  },
} as const satisfies Record<string, DefaultRuleDraft>
