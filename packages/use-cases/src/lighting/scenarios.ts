import type { DefaultScenarioDraft } from '@trame/domain'
import { minute } from '../durations.ts'

const lamps = { assetTypes: ['streetLamp'] }
const night = { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '23:00', to: '05:00' }] }
const morning = { kind: 'clock' as const, at: '05:00' }

/**
 * Lamps follow the clock of their cabinet or driver; these only take light away for a time, and every order ends by
 * itself (reliability.md D16). Order of precedence: domain.md 5.4.
 */
export const lightingScenarios = {
  partNight: {
    name: 'Nuit réduite : 50 % de 23 h à 5 h',
    triggers: [{ kind: 'calendar', at: '23:00' }],
    conditions: [{ kind: 'not', of: { kind: 'mode', is: ['crisis', 'event'] } }],
    steps: [
      {
        kind: 'command',
        to: { select: 'scope', scope: lamps },
        command: 'light.dim',
        parameters: { level: 50 },
        until: morning,
      },
    ],
    graceMs: 120 * minute,
  },
  fullLight: {
    name: 'Pleine lumière en cas de crise',
    triggers: [{ kind: 'mode', becomes: 'crisis' }],
    steps: [
      { kind: 'command', to: { select: 'scope', scope: lamps }, command: 'light.resume' },
      {
        kind: 'notification',
        text: {
          fr: 'Mode crise : l’éclairage est rendu à son horloge.',
          en: 'Crisis mode: street lighting is back to its clock.',
        },
      },
    ],
  },
  presenceBoost: {
    name: 'Passage détecté : pleine lumière cinq minutes',
    description: 'La lampe et ses voisines, puis retour à la nuit réduite.',
    forEach: lamps,
    triggers: [
      {
        kind: 'property',
        condition: {
          kind: 'any',
          of: [
            { kind: 'change', property: 'presence.motionCount', is: 'rises' },
            { kind: 'change', property: 'presence.detected', is: 'told', values: [1] },
          ],
        },
      },
    ],
    conditions: [{ kind: 'hours', hours: night }],
    runMode: 'restart',
    graceMs: 2 * minute,
    steps: [
      {
        kind: 'command',
        command: 'light.dim',
        parameters: { level: 100 },
        until: { kind: 'after', ms: 10 * minute },
      },
      {
        kind: 'command',
        to: { select: 'near', metres: 60, scope: lamps },
        command: 'light.dim',
        parameters: { level: 100 },
        until: { kind: 'after', ms: 10 * minute },
      },
      { kind: 'wait', until: { kind: 'after', ms: 5 * minute } },
      { kind: 'command', command: 'light.dim', parameters: { level: 50 }, until: morning },
      {
        kind: 'command',
        to: { select: 'near', metres: 60, scope: lamps },
        command: 'light.dim',
        parameters: { level: 50 },
        until: morning,
      },
    ],
  },
} satisfies Record<string, DefaultScenarioDraft>
