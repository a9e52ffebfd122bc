import { defineUseCase } from '../define-use-case.ts'

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
})
