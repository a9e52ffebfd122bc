import type { DefaultRuleDraft } from '../define-use-case.ts'
import { hour, minute } from '../durations.ts'

const scope = { assetTypes: ['wasteContainer'] }

export const rules = {
  full: {
    name: 'Conteneur plein',
    scope,
    condition: {
      kind: 'threshold',
      property: 'bin.fill',
      is: 'above',
      raise: 80,
      clear: 70,
      raiseAfterCount: 2,
      clearAfterCount: 2,
    },
    severity: 'minor',
    steps: [{ severity: 'major', raise: 95, clear: 90 }],
    actions: [
      { kind: 'procedure', steps: ['Ajouter le point à la prochaine tournée', 'Vider le conteneur'] },
    ],
  },
  overflow: {
    name: 'Débordement prévu dans la journée',
    scope,
    // P10: one time in ten it is full by then.
    condition: {
      kind: 'threshold',
      property: 'bin.hoursToFull.p10',
      is: 'below',
      raise: 12,
      clear: 24,
      raiseAfterCount: 2,
      clearAfterCount: 2,
    },
    severity: 'information',
    actions: [{ kind: 'procedure', steps: ['Vérifier que la prochaine tournée passe avant'] }],
  },
  fire: {
    name: 'Feu de conteneur',
    scope,
    condition: {
      kind: 'any',
      of: [
        { kind: 'threshold', property: 'bin.fire', is: 'equals', raise: 1 },
        { kind: 'threshold', property: 'air.temperature', is: 'above', raise: 60, clear: 50 },
        {
          kind: 'rate',
          property: 'air.temperature',
          is: 'rises',
          per: 'window',
          raise: 10,
          clear: 5,
          windowMs: 10 * minute,
        },
      ],
    },
    severity: 'critical',
    actions: [
      {
        kind: 'procedure',
        steps: ['Appeler le 18', 'Prévenir l’astreinte', 'Faire remplacer le conteneur'],
      },
    ],
  },
  tilted: {
    name: 'Conteneur renversé',
    scope,
    condition: { kind: 'threshold', property: 'bin.tilted', is: 'equals', raise: 1, raiseAfterCount: 2 },
    severity: 'minor',
  },
  damaged: {
    name: 'Conteneur endommagé, signalé par la collecte',
    scope,
    condition: { kind: 'threshold', property: 'bin.report', is: 'equals', raise: 2 },
    severity: 'major',
    actions: [{ kind: 'procedure', steps: ['Regarder la photo de l’équipage', 'Réparer ou remplacer'] }],
  },
  inaccessible: {
    name: 'Conteneur inaccessible, signalé par la collecte',
    scope,
    condition: { kind: 'threshold', property: 'bin.report', is: 'equals', raise: 1 },
    severity: 'minor',
    actions: [{ kind: 'procedure', steps: ['Libérer l’accès', 'Reprogrammer le passage'] }],
  },
  blocked: {
    name: 'Sonde obstruée',
    scope,
    condition: {
      kind: 'threshold',
      property: 'bin.echo',
      is: 'equals',
      raise: 1,
      raiseAfterMs: 6 * hour,
      clearAfterCount: 2,
    },
    severity: 'minor',
    actions: [{ kind: 'procedure', steps: ['Dégager ou nettoyer la sonde'] }],
  },
  lidOpen: {
    name: 'Couvercle ouvert ou sonde déplacée',
    scope,
    condition: {
      kind: 'threshold',
      property: 'bin.echo',
      is: 'equals',
      raise: 2,
      raiseAfterCount: 3,
      clearAfterCount: 2,
    },
    severity: 'information',
  },
} satisfies Record<string, DefaultRuleDraft>
