import { defineUseCase } from '../define-use-case.ts'
import { indoorAirScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'indoor-air',
  function: 'alert',
  fr: 'Air intérieur',
  en: 'Indoor air',
  assetTypes: {
    vent: {
      fr: 'Ouvrant',
      en: 'Vent',
      icon: 'Door',
      main: 'valve.position',
      // `parent` is its room.
      properties: ['valve.position'],
    },
    classRoom: {
      fr: 'Salle de classe',
      en: 'Class room',
      icon: 'Building',
      main: 'air.co2',
      properties: [
        'air.co2',
        'air.temperature',
        'air.relativeHumidity',
        'air.tvoc',
        'air.lightIntensity',
        'presence.motionCount',
        'window.open',
      ],
    },
  },
  scenarios: indoorAirScenarios,
  rules: {
    co2: {
      name: 'Air confiné',
      scope: { assetTypes: ['classRoom'] },
      condition: {
        kind: 'threshold',
        property: 'air.co2',
        is: 'above',
        raise: 1500,
        clear: 1000,
        raiseAfterCount: 2,
      },
      severity: 'minor',
      steps: [{ severity: 'major', raise: 2500, clear: 2200 }],
      activeHours: {
        weekly: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
        publicHolidays: 'never',
        schoolHolidays: 'never',
        atEnd: 'clear',
      },
      message: { fr: 'Aérer la salle : CO₂ à {value}.', en: 'Air the room: CO₂ at {value}.' },
    },
  },
})
