import { defineUseCase } from '../define-use-case.ts'
import { assetTypes } from './asset-types.ts'
import { indicators } from './indicators.ts'
import { key, page } from './page.ts'
import { rules } from './rules.ts'
import { script } from './scenario.ts'
import { lightingScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'lighting',
  function: 'optimise',
  fr: 'Éclairage public',
  en: 'Street lighting',
  aim: {
    fr: 'Éclairer ce qu’il faut, quand il faut : l’énergie face à l’ancien parc au sodium, et chaque lampe qui s’en écarte.',
    en: 'Light where and when it is needed: the energy against the former sodium fleet, and every lamp that departs from it.',
  },
  assetTypes,
  roles: {
    controller: {
      fr: 'Contrôleur de lampe',
      en: 'Lamp controller',
      assetType: 'streetLamp',
      observes: ['light.level', 'power.active', 'energy.active.total'],
    },
  },
  indicators,
  rules,
  scenarios: lightingScenarios,
  key,
  page,
  script,
  datasets: {
    lighting: {
      fr: 'Éclairage public : niveau des lampadaires',
      en: 'Street lighting: level of the lamps',
      assetType: 'streetLamp',
      properties: ['light.level', 'light.energy'],
      attributes: ['street', 'ratedW'],
      grain: 'day',
    },
  },
})
