import type { DefaultScenarioDraft } from '@trame/domain'
import { hour } from '../durations.ts'

const masts = { select: 'scope' as const, scope: { assetTypes: ['weatherMast'] } }

/** The order of domain.md 16.1: dry enough, no rain to wait for, no drought order; then one dose before the sun is up. */
export const irrigationScenarios = {
  morning: {
    name: 'Arrosage du matin, sauf pluie',
    forEach: { assetTypes: ['irrigationZone'] },
    triggers: [{ kind: 'calendar', at: '05:00' }],
    conditions: [
      { kind: 'not', of: { kind: 'mode', is: ['drought', 'crisis'] } },
      {
        kind: 'observed',
        condition: {
          kind: 'any',
          of: [
            { kind: 'threshold', property: 'soil.waterTension', is: 'above', raise: 45 },
            { kind: 'threshold', property: 'soil.moisture', is: 'below', raise: 18 },
          ],
        },
      },
      {
        kind: 'not',
        of: {
          kind: 'any',
          of: [
            {
              kind: 'observed',
              of: masts,
              whenUnknown: 'doesNotHold',
              condition: { kind: 'threshold', property: 'rain.expected', is: 'above', raise: 5 },
            },
            {
              kind: 'observed',
              of: masts,
              whenUnknown: 'doesNotHold',
              condition: {
                kind: 'rate',
                property: 'rain.cumulative',
                is: 'rises',
                per: 'window',
                raise: 5,
                windowMs: 24 * hour,
              },
            },
          ],
        },
      },
    ],
    steps: [{ kind: 'command', command: 'valve.set', parameters: { open: true, valve: 1, seconds: 1200 } }],
  },
} satisfies Record<string, DefaultScenarioDraft>
