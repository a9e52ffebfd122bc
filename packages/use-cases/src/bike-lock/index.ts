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
  rules: {
    outOfOrder: {
      name: 'Cadenas hors service',
      scope: { assetTypes: ['bikeLock'] },
      condition: { kind: 'threshold', property: 'lock.state', is: 'equals', raise: 3, raiseAfterCount: 2 },
      severity: 'minor',
    },
  },
})
