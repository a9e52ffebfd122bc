import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'noise',
  function: 'alert',
  fr: 'Bruit',
  en: 'Noise',
  assetTypes: {
    soundStation: {
      fr: 'Station de bruit',
      en: 'Sound station',
      icon: 'Volume',
      main: 'sound.laeq',
      properties: ['sound.laeq', 'sound.lafmax', 'sound.laf', 'sound.average', 'sound.peak'],
    },
  },
})
