import type { DefaultRuleDraft } from '../define-use-case.ts'
import { hour, minute } from '../durations.ts'

const lamps = { assetTypes: ['streetLamp'] }

/** domain.md 5.7: starting points, which each town edits. */
export const rules = {
  out: {
    name: 'Lampe éteinte malgré l’ordre',
    scope: lamps,
    condition: {
      kind: 'threshold',
      property: 'light.power.deviation',
      is: 'below',
      raise: -80,
      clear: -50,
      raiseAfterCount: 2,
    },
    // What is computed comes after what the lamp itself says: by hours when a history arrives at once.
    latenessMs: 12 * hour,
    severity: 'minor',
    actions: [{ kind: 'procedure', steps: ['Vérifier l’armoire', 'Remplacer le pilote ou la source'] }],
  },
  // By itself: what a lamp says runs ahead of what is computed of it, by days in a history that arrives at once.
  failure: {
    name: 'Défaut signalé par la lampe',
    scope: lamps,
    condition: { kind: 'threshold', property: 'light.failure', is: 'equals', raise: 1 },
    severity: 'minor',
    actions: [{ kind: 'procedure', steps: ['Remplacer le pilote ou la source'] }],
  },
  burningByDay: {
    name: 'Lampe allumée en plein jour',
    scope: lamps,
    condition: {
      kind: 'threshold',
      property: 'light.burningByDay',
      is: 'equals',
      raise: 1,
      raiseAfterMs: 30 * minute,
    },
    severity: 'information',
    actions: [{ kind: 'procedure', steps: ['Vérifier l’horloge et le contacteur de l’armoire'] }],
  },
  wrongLevel: {
    name: 'Puissance anormale pour le niveau',
    scope: lamps,
    condition: {
      kind: 'any',
      raiseAfterMs: hour,
      of: [
        // The state is told half an hour before the power: at each switch one of them is of the time before it.
        {
          kind: 'threshold',
          property: 'light.power.deviation',
          is: 'above',
          raise: 15,
          clear: 10,
          raiseAfterCount: 2,
        },
        {
          kind: 'threshold',
          property: 'light.power.deviation',
          is: 'below',
          raise: -15,
          clear: -10,
          raiseAfterCount: 2,
        },
      ],
    },
    severity: 'information',
  },
  cycling: {
    name: 'Lampe qui clignote',
    scope: lamps,
    // A night that has begun has few cycles yet: two nights in a row are needed to say that it is over.
    condition: {
      kind: 'threshold',
      property: 'light.cycles',
      is: 'above',
      raise: 6,
      clear: 3,
      clearAfterCount: 2,
    },
    severity: 'minor',
    actions: [{ kind: 'procedure', steps: ['Remplacer la source en fin de vie'] }],
  },
  cabinetLost: {
    name: 'Armoire perdue : ses lampes se taisent',
    scope: { assetTypes: ['lightingCabinet'] },
    condition: { kind: 'threshold', property: 'light.lampsSilent', is: 'above', raise: 79.9, clear: 50 },
    // Hours are computed when they end, and again when what was late has come.
    latenessMs: 24 * hour,
    severity: 'major',
    actions: [{ kind: 'procedure', steps: ['Appeler l’astreinte éclairage', 'Réarmer l’armoire'] }],
  },
  overVoltage: {
    name: 'Surtension du réseau d’éclairage',
    scope: { assetTypes: ['streetLamp', 'lightingCabinet'] },
    // EN 50160: 230 V + 10 %.
    condition: { kind: 'threshold', property: 'electric.voltage', is: 'above', raise: 253, clear: 250 },
    severity: 'minor',
  },
} satisfies Record<string, DefaultRuleDraft>
