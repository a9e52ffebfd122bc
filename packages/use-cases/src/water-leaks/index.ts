import { defineUseCase } from '../define-use-case.ts'
import { assetTypes } from './asset-types.ts'
import { customerLeak } from './customer-indicators.ts'
import { balance, nightFlow, nightFlowRise, performance } from './district-indicators.ts'
import { likelihood, position } from './logger-indicators.ts'
import { datasets, key, page } from './page.ts'
import { rules } from './rules.ts'
import { script } from './scenario.ts'

export default defineUseCase({
  id: 'water-leaks',
  function: 'alert',
  fr: 'Fuites d’eau',
  en: 'Water leaks',
  aim: {
    fr: 'Trouver les fuites avant qu’elles ne se voient : où chercher ce matin, pourquoi, et ce que le réseau perd chaque jour.',
    en: 'Find leaks before they show: where to look this morning, why, and what the network loses each day.',
  },
  assetTypes,
  roles: {
    logger: {
      fr: 'Enregistreur de bruit de conduite',
      en: 'Pipe noise logger',
      assetType: 'leakLogger',
      observes: ['leak.level', 'leak.spread'],
    },
    district: {
      fr: 'Compteur de secteur',
      en: 'District meter',
      assetType: 'waterDistrict',
      observes: ['water.flow'],
    },
    customer: {
      fr: 'Compteur télérelevé d’abonné',
      en: 'Remotely read customer meter',
      assetType: 'customerMeter',
      observes: ['water.volume'],
      optional: true,
    },
  },
  indicators: { nightFlow, nightFlowRise, balance, performance, likelihood, position, customerLeak },
  rules,
  key,
  page,
  datasets,
  script,
})
