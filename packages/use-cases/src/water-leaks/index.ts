import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'water-leaks',
  function: 'alert',
  fr: 'Fuites d’eau',
  en: 'Water leaks',
  assetTypes: {
    leakLogger: {
      fr: 'Enregistreur de bruit',
      en: 'Leak logger',
      icon: 'Ear',
      main: 'leak.level',
      properties: ['leak.level', 'leak.spread', 'leak.frequency'],
    },
  },
  rules: {
    leak: {
      name: 'Fuite suspectée',
      scope: { assetTypes: ['leakLogger'] },
      // Loud and steady, three nights in a row: traffic and draw-off come and go.
      condition: {
        kind: 'all',
        raiseAfterCount: 3,
        clearAfterCount: 2,
        of: [
          { kind: 'threshold', property: 'leak.level', is: 'above', raise: 17, clear: 15 },
          { kind: 'threshold', property: 'leak.spread', is: 'below', raise: 8, clear: 10 },
        ],
      },
      severity: 'major',
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
  },
})
