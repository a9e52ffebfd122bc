import { defineUseCase } from '../define-use-case.ts'
import { minute } from '../durations.ts'

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
  rules: {
    night: {
      name: 'Bruit la nuit',
      scope: { assetTypes: ['soundStation'] },
      condition: {
        kind: 'threshold',
        property: 'sound.laeq',
        is: 'above',
        raise: 62,
        clear: 57,
        raiseAfterMs: 15 * minute,
        clearAfterMs: 15 * minute,
      },
      severity: 'minor',
      activeHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }], atEnd: 'clear' },
    },
  },
})
