import { defineUseCase } from '../define-use-case.ts'
import { hour } from '../durations.ts'
import { cleanlinessScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'cleanliness',
  function: 'alert',
  fr: 'Propreté',
  en: 'Cleanliness',
  assetTypes: {
    callButton: {
      fr: 'Bouton d’appel',
      en: 'Call button',
      icon: 'HandClick',
      main: 'button.event',
      properties: ['button.event', 'button.count', 'button.pressed'],
    },
  },
  scenarios: cleanlinessScenarios,
  rules: {
    pressed: {
      name: 'Appel au bouton',
      scope: { assetTypes: ['callButton'] },
      condition: {
        kind: 'rate',
        property: 'button.count',
        is: 'rises',
        per: 'window',
        raise: 1,
        windowMs: hour,
      },
      severity: 'information',
    },
  },
})
