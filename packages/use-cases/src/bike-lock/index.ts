import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'bike-lock',
  function: 'interact',
  fr: 'Cadenas partagés',
  en: 'Shared bike locks',
  assetTypes: {
    bikeLock: {
      fr: 'Cadenas partagé',
      en: 'Bike lock',
      icon: 'Bike',
      main: 'lock.state',
      properties: ['lock.state'],
    },
  },
})
