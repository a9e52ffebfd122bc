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
})
