import type { DefaultRuleDraft } from './define-use-case.ts'

/** Of the devices themselves, whatever they watch. */
export const fleetRules: Readonly<Record<string, DefaultRuleDraft>> = {
  // Six intervals: a radio that loses one frame in twelve is still no silence.
  silent: {
    name: 'Appareil muet',
    condition: { kind: 'silence', intervals: 6 },
    severity: 'minor',
  },
  // The radio was answered, and nothing happened: whoever relies on it has to know.
  withoutEffect: {
    name: 'Commande sans effet',
    condition: { kind: 'threshold', property: 'command.unconfirmed', is: 'above', raise: 0.5, clear: 0.5 },
    severity: 'minor',
    actions: [{ kind: 'procedure', steps: ['Relancer la commande', 'Vérifier l’actionneur sur place'] }],
  },
  // Where a device finds itself, against where its asset stands. Twice: one bad fix is no move.
  moved: {
    name: 'Objet déplacé',
    condition: {
      kind: 'threshold',
      property: 'device.displacement',
      is: 'above',
      raise: 50,
      clear: 30,
      raiseAfterCount: 2,
      clearAfterCount: 2,
    },
    severity: 'minor',
    actions: [
      {
        kind: 'procedure',
        steps: ['Retrouver l’objet à sa position mesurée', 'Le remettre en place, ou corriger sa place'],
      },
    ],
  },
  battery: {
    name: 'Pile faible',
    condition: {
      kind: 'any',
      of: [
        {
          kind: 'threshold',
          property: 'battery.level',
          is: 'below',
          raise: 15,
          clear: 25,
          raiseAfterCount: 3,
        },
        { kind: 'threshold', property: 'battery.low', is: 'equals', raise: 1, raiseAfterCount: 2 },
      ],
    },
    severity: 'information',
    actions: [
      {
        kind: 'procedure',
        steps: ['Planifier le remplacement de la pile', 'Remplacer la pile et noter la date'],
      },
    ],
  },
}
