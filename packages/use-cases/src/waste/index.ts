import { defineUseCase } from '../define-use-case.ts'
import { indicators } from './indicators.ts'
import { page } from './page.ts'
import { rules } from './rules.ts'
import { script } from './scenario.ts'

export default defineUseCase({
  id: 'waste',
  function: 'optimise',
  fr: 'Collecte des déchets',
  en: 'Waste collection',
  aim: {
    fr: 'Ne passer qu’aux points qui le demandent, avant qu’ils ne débordent : kilomètres, carburant et émissions évités.',
    en: 'Call only where it is needed, before it overflows: kilometres, fuel and emissions saved.',
  },
  assetTypes: {
    wasteContainer: {
      fr: 'Point d’apport volontaire',
      en: 'Waste container',
      icon: 'Trash',
      main: 'bin.fill',
      properties: [
        'bin.fill',
        'distance',
        'air.temperature',
        'bin.tilted',
        'bin.fire',
        'bin.echo',
        'bin.report',
        'bin.fill.corrected',
        'bin.hoursToFull',
        'bin.hoursToFull.p10',
        'bin.hoursToFull.p90',
        'bin.collections',
        'bin.fillAtCollection',
        'bin.overflowHours',
      ],
      attributes: {
        kind: {
          kind: 'choice',
          fr: 'Flux',
          en: 'Waste stream',
          choices: {
            verre: { fr: 'Verre', en: 'Glass' },
            emballages: { fr: 'Emballages', en: 'Packaging' },
            papier: { fr: 'Papier', en: 'Paper' },
            ordures: { fr: 'Ordures ménagères', en: 'Household waste' },
          },
        },
        capacityM3: { kind: 'number', fr: 'Volume', en: 'Volume', unit: 'm3', min: 0.1, max: 60, default: 4 },
        emptyM: {
          kind: 'number',
          fr: 'Distance à vide',
          en: 'Distance when empty',
          unit: 'm',
          min: 0.1,
          max: 20,
        },
        fullM: {
          kind: 'number',
          fr: 'Distance à plein',
          en: 'Distance when full',
          unit: 'm',
          min: 0,
          max: 20,
        },
        blindM: {
          kind: 'number',
          fr: 'Zone aveugle de la sonde',
          en: 'Blind zone of the sensor',
          unit: 'm',
          min: 0,
          max: 2,
          default: 0.03,
        },
        corrects: {
          kind: 'flag',
          fr: 'La sonde corrige la température',
          en: 'The sensor corrects for temperature',
          default: true,
        },
        accessFrom: { kind: 'text', fr: 'Accès à partir de (HH:MM)', en: 'Access from (HH:MM)' },
        accessUntil: { kind: 'text', fr: 'Accès jusqu’à (HH:MM)', en: 'Access until (HH:MM)' },
        serviceS: {
          kind: 'number',
          fr: 'Durée de vidage',
          en: 'Time to empty it',
          unit: 's',
          min: 10,
          max: 7200,
        },
        rounds: {
          kind: 'text',
          fr: 'Jours de la tournée fixe (1 à 7)',
          en: 'Days of the fixed round (1 to 7)',
        },
      },
    },
  },
  roles: {
    fill: {
      fr: 'Sonde de remplissage',
      en: 'Fill sensor',
      assetType: 'wasteContainer',
      observes: ['distance'],
    },
  },
  indicators,
  rules,
  key: {
    kind: 'indicator',
    property: 'collection.distance',
    of: 'territory',
    over: 'week',
    baseline: { kind: 'reference', property: 'collection.distance.reference' },
    better: 'down',
  },
  page,
  script,
  datasets: {
    fill: {
      fr: 'Remplissage des points d’apport volontaire',
      en: 'Fill of waste containers',
      assetType: 'wasteContainer',
      properties: ['bin.fill'],
      attributes: ['kind', 'capacityM3'],
      grain: 'hour',
    },
  },
})
