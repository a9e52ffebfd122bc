import type { DefaultScenarioDraft } from '@trame/domain'

export const floodScenarios = {
  crisis: {
    name: 'Crue : mode crise',
    triggers: [{ kind: 'alert', scope: { assetTypes: ['riverGauge'] }, severities: ['critical'] }],
    conditions: [{ kind: 'not', of: { kind: 'mode', is: ['crisis'] } }],
    steps: [
      { kind: 'mode', mode: 'crisis', until: { kind: 'after', ms: 24 * 3_600_000 } },
      {
        kind: 'notification',
        text: {
          fr: 'Crue : la commune passe en mode crise.',
          en: 'Flood: the town goes to crisis mode.',
        },
      },
    ],
  },
} satisfies Record<string, DefaultScenarioDraft>
