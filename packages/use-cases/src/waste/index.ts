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
})
