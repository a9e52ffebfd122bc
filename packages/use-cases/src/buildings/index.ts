import { defineUseCase } from '../define-use-case.ts'
import { buildingScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'buildings',
  function: 'optimise',
  fr: 'Bâtiments',
  en: 'Buildings',
  assetTypes: {
    heatingZone: {
      fr: 'Zone de chauffage',
      en: 'Heating zone',
      icon: 'Flame',
      main: 'heating.setpoint',
      properties: ['heating.setpoint', 'air.temperature', 'valve.position', 'heating.flowTemperature'],
    },
    electricityMeter: {
      fr: 'Compteur électrique',
      en: 'Electricity meter',
      icon: 'Bolt',
      main: 'energy.active.total',
      properties: [
        'energy.active.total',
        'power.active',
        'power.apparent',
        'electric.voltage',
        'electric.current',
      ],
    },
    waterMeter: {
      fr: 'Compteur d’eau',
      en: 'Water meter',
      icon: 'DropletHalf',
      main: 'water.volume',
      properties: ['water.volume', 'water.flow', 'water.temperature', 'water.leak'],
    },
  },
  scenarios: buildingScenarios,
  rules: {
    leak: {
      name: 'Fuite après compteur',
      scope: { assetTypes: ['waterMeter'] },
      condition: { kind: 'threshold', property: 'water.leak', is: 'equals', raise: 1 },
      severity: 'major',
    },
  },
})
