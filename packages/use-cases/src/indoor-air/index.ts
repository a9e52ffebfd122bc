import { defineUseCase } from '../define-use-case.ts'
import { assetTypes } from './asset-types.ts'
import { campaign } from './campaign-indicator.ts'
import { datasets, key, page } from './page.ts'
import { airChanges, confinement, lowest, signal, timeAbove } from './room-indicators.ts'
import { rules } from './rules.ts'
import { script } from './scenario.ts'
import { indoorAirScenarios } from './scenarios.ts'
import { ventilation } from './vent-indicator.ts'

export default defineUseCase({
  id: 'indoor-air',
  function: 'alert',
  fr: 'Air intérieur',
  en: 'Indoor air',
  aim: {
    fr: 'Aérer au bon moment : le confinement de chaque classe, ce que le signal lumineux y change, les ouvrants qui obéissent.',
    en: 'Air at the right time: how confined each class is, what a light signal changes, vents that obey.',
  },
  assetTypes,
  roles: {
    probe: { fr: 'Sonde de CO₂', en: 'CO₂ probe', assetType: 'classRoom', observes: ['air.co2'] },
    window: {
      fr: 'Contact de fenêtre',
      en: 'Window contact',
      assetType: 'classRoom',
      observes: ['window.open'],
      optional: true,
    },
    vent: {
      fr: 'Ouvrant motorisé',
      en: 'Motor vent',
      assetType: 'vent',
      observes: ['valve.position'],
      optional: true,
    },
  },
  indicators: { confinement, timeAbove, signal, airChanges, lowest, campaign, ventilation },
  scenarios: indoorAirScenarios,
  rules,
  key,
  page,
  datasets,
  script,
})
