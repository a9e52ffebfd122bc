import { defineIndicator, type InputSeries, pointsOf, within } from '../define-indicator.ts'

const places = { site: ['territory'] } as const
const containers = { assetType: 'wasteContainer' } as const

const values = (series: readonly InputSeries[]) =>
  series.flatMap(({ points }) => points.map(({ value }) => value))
const sum = (all: readonly number[]) =>
  all.length === 0 ? null : all.reduce((total, value) => total + value, 0)

const fleet = defineIndicator({
  fr: 'Collecte du territoire',
  en: 'Collection of the territory',
  of: places,
  every: 'day',
  inputs: {
    collections: { property: 'bin.collections', from: containers },
    fill: { property: 'bin.fillAtCollection', from: containers, optional: true },
    overflow: { property: 'bin.overflowHours', from: containers, optional: true },
  },
  computes: ['bin.collections', 'bin.fillAtCollection', 'bin.overflowHours'],
  formula: {
    fr: 'somme des collectes et des heures de débordement ; remplissage moyen, par collecte',
    en: 'sum of collections and of hours of overflow; mean fill, by collection',
  },
  compute({ inputs }) {
    const counted = new Map(
      inputs.collections.map(({ subject, points }) => [
        subject.id,
        sum(points.map(({ value }) => value)) ?? 0,
      ]),
    )
    let weight = 0
    let total = 0
    for (const { subject, points } of inputs.fill)
      for (const { value } of points) {
        const count = counted.get(subject.id) ?? 0
        weight += count
        total += count * value
      }
    return {
      'bin.collections': sum(values(inputs.collections)),
      'bin.fillAtCollection': weight > 0 ? total / weight : null,
      'bin.overflowHours': sum(values(inputs.overflow)),
    }
  },
})

/** Kilometres come from the tours that were driven, and from the fixed one replayed on the same day. */
const driven = defineIndicator({
  fr: 'Carburant et émissions des tournées',
  en: 'Fuel and emissions of the tours',
  of: places,
  every: 'day',
  inputs: {
    distance: { property: 'collection.distance' },
    reference: { property: 'collection.distance.reference', optional: true },
  },
  computes: [
    'collection.diesel',
    'collection.diesel.reference',
    'collection.emissions',
    'collection.emissions.reference',
  ],
  formula: {
    fr: 'km × L/km × kgCO₂e/L, facteurs en vigueur ce jour-là',
    en: 'km × L/km × kgCO₂e/L, by the factors of that day',
    source: 'ADEME Base Carbone; arrêté du 26 avril 2017',
  },
  compute({ inputs, factor, ...period }) {
    const litres = (series: readonly InputSeries[]) => {
      const km = sum(within(pointsOf(series), period).map(({ value }) => value))
      return km === null ? null : km * factor('truck.diesel').value
    }
    const emitted = (fuel: number | null) => (fuel === null ? null : fuel * factor('diesel.co2').value)
    const diesel = litres(inputs.distance)
    const reference = litres(inputs.reference)
    return {
      'collection.diesel': diesel,
      'collection.diesel.reference': reference,
      'collection.emissions': emitted(diesel),
      'collection.emissions.reference': emitted(reference),
    }
  },
})

export const territoryIndicators = { fleet, driven }
