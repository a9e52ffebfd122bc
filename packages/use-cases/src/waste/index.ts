import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'waste',
  function: 'optimise',
  fr: 'Collecte des déchets',
  en: 'Waste collection',
  assetTypes: {
    wasteContainer: {
      fr: 'Point d’apport volontaire',
      en: 'Waste container',
      icon: 'Trash',
      main: 'bin.fill',
      properties: ['bin.fill', 'distance', 'air.temperature', 'bin.tilted', 'bin.fire'],
    },
  },
  rules: {
    full: {
      name: 'Conteneur plein',
      scope: { assetTypes: ['wasteContainer'] },
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
    fire: {
      name: 'Feu de conteneur',
      scope: { assetTypes: ['wasteContainer'] },
      condition: {
        kind: 'any',
        of: [
          { kind: 'threshold', property: 'bin.fire', is: 'equals', raise: 1 },
          { kind: 'threshold', property: 'air.temperature', is: 'above', raise: 60, clear: 50 },
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
      scope: { assetTypes: ['wasteContainer'] },
      condition: { kind: 'threshold', property: 'bin.tilted', is: 'equals', raise: 1, raiseAfterCount: 2 },
      severity: 'minor',
    },
  },
})
