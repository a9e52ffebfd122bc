import type { DefaultScenarioDraft } from '@trame/domain'

export const cleanlinessScenarios = {
  call: {
    name: 'Appel au bouton : prévenir l’équipe',
    forEach: { assetTypes: ['callButton'] },
    triggers: [{ kind: 'button' }],
    steps: [
      { kind: 'notification', text: { fr: 'Un passage est demandé.', en: 'Somebody asks for a visit.' } },
      // More presses within the quarter of an hour are the same call.
      { kind: 'wait', until: { kind: 'after', ms: 900_000 } },
    ],
  },
} satisfies Record<string, DefaultScenarioDraft>
