import { defineIndicator, type InputSeries } from '../define-indicator.ts'
import { hour } from '../durations.ts'
import { cloudShare } from './cloud.ts'
import { isCalmClear, maxOf, meanOf, minOf, tropicalMinC, uhiNight } from './night.ts'
import { isOfNight, nightAfter } from './nights.ts'
import { reducedHours, ruralHours } from './stations.ts'

const masts = { assetType: 'weatherMast' } as const
const network = { assetType: 'weatherMast', family: true } as const
const own = { property: 'air.temperature', grain: 'hour' } as const
const of = { assetType: 'weatherMast' } as const
const source = 'domain.md 11.1'

export const intensity = defineIndicator({
  fr: 'Îlot de chaleur, heure par heure',
  en: 'Heat island, hour by hour',
  of,
  every: 'hour',
  inputs: { own, network: { ...own, from: network } },
  computes: ['heat.intensity'],
  formula: {
    fr: 'température du mât − moyenne des mâts de campagne du réseau, toutes ramenées à une même altitude (0,0065 K/m)',
    en: 'temperature of the mast − mean of the rural masts of its network, all brought to one altitude (0.0065 K/m)',
    source,
  },
  compute({ from, inputs }) {
    const here = inputs.own[0] && reducedHours(inputs.own[0]).get(from)
    const country = ruralHours(inputs.network).get(from)
    return here === undefined || country === undefined ? {} : { 'heat.intensity': here - country }
  },
})

export const night = defineIndicator({
  fr: 'Îlot de chaleur de la nuit',
  en: 'Heat island of the night',
  of,
  every: 'night',
  inputs: { own, raw: { property: 'air.temperature' }, network: { ...own, from: network } },
  computes: [
    'heat.intensityNight',
    'heat.intensityMax',
    'heat.intensityAfterSunset',
    'heat.nightMin',
    'heat.tropicalNight',
  ],
  formula: {
    fr: 'moyenne et maximum des écarts horaires du coucher au lever du soleil, écart 2 h après le coucher, minimum de la nuit ; nuit tropicale à 20 °C et plus',
    en: 'mean and maximum of the hourly differences from sunset to sunrise, difference 2 h after sunset, minimum of the night; tropical at 20 °C and above',
    source,
  },
  compute({ from, subject, inputs }) {
    if (!inputs.own[0] || !subject.position) return {}
    const sun = nightAfter(subject.position, from)
    const temperatures = reducedHours(inputs.own[0])
    const hours = [...temperatures.keys()].filter((at) => isOfNight(sun, at)).sort((a, b) => a - b)
    const country = ruralHours(inputs.network)
    const { uhi, mean, max } = uhiNight(
      hours.map((at) => temperatures.get(at)!),
      [hours.map((at) => country.get(at) ?? null)],
    )
    const later = hours.findIndex((at) => at <= sun.sunset + 2 * hour && sun.sunset + 2 * hour < at + hour)
    // Bodies feel the air where they are: the minimum is not brought to another altitude.
    const coldest = minOf(
      (inputs.raw[0]?.points ?? [])
        .filter(({ at }) => at >= sun.sunset && at < sun.sunrise)
        .map(({ value }) => value),
    )
    return {
      'heat.intensityNight': mean,
      'heat.intensityMax': max,
      'heat.intensityAfterSunset': uhi[later] ?? null,
      'heat.nightMin': coldest,
      'heat.tropicalNight': coldest === null ? null : coldest >= tropicalMinC ? 1 : 0,
    }
  },
})

/** Of the whole network: only calm and clear nights show the full effect. */
export const calmClear = defineIndicator({
  fr: 'Nuit calme et claire',
  en: 'Calm clear night',
  of: { assetType: 'climateNetwork' },
  every: 'night',
  inputs: {
    wind: { property: 'wind.speed', from: masts, grain: 'hour' },
    sun: { property: 'solar.irradiance', from: masts, grain: 'hour' },
  },
  computes: ['heat.calmClear'],
  formula: {
    fr: 'vent moyen de la nuit < 3 m/s et nébulosité < 3/8, estimée par le rayonnement de l’après-midi',
    en: 'mean wind of the night < 3 m/s and cloud < 3/8, estimated from the irradiance of the afternoon',
    source: 'domain.md 11.1; Kasten & Czeplak 1980',
  },
  compute({ from, subject, inputs }) {
    const position = subject.position ?? inputs.wind[0]?.subject.position
    if (!position) return {}
    const sun = nightAfter(position, from)
    const wind = meanOf(valuesOf(inputs.wind, (at) => isOfNight(sun, at)))
    const cloud = meanOf(
      inputs.sun.flatMap(({ points }) =>
        points.map(({ at, value }) => cloudShare(value, position, at + hour / 2)),
      ),
    )
    return wind === null || cloud === null ? {} : { 'heat.calmClear': isCalmClear(wind, cloud) ? 1 : 0 }
  },
})

const days = 86_400_000

/** Three days and nights together are what a body has to bear: the biometeorological indices of Météo-France. */
export const wave = defineIndicator({
  fr: 'Canicule',
  en: 'Heat wave',
  of: { assetType: 'climateNetwork' },
  every: 'day',
  inputs: { air: { property: 'air.temperature', from: masts, grain: 'hour', beforeMs: 2 * days } },
  computes: ['heat.meanMax', 'heat.meanMin', 'heat.waveDay'],
  formula: {
    fr: 'moyennes sur trois jours des maxima et des minima du réseau ; canicule quand les deux atteignent les seuils du département',
    en: 'three-day means of the maxima and minima of the network; a heat wave when both reach the thresholds of the département',
    source: 'Météo-France, IBM',
  },
  compute({ from, to, inputs, factor }) {
    const country = byHour(inputs.air)
    const perDay = [2, 1, 0].map((back) => {
      const [begin, end] = [from - back * days, Math.min(to, from - back * days + days)]
      const values = [...country].filter(([at]) => at >= begin && at < end).map(([, value]) => value)
      // Under three quarters of a day, a maximum may be missing.
      return values.length < 18 ? null : { max: maxOf(values)!, min: minOf(values)! }
    })
    if (perDay.includes(null)) return {}
    const max = meanOf(perDay.map((one) => one!.max))!
    const min = meanOf(perDay.map((one) => one!.min))!
    const reached = max >= factor('heat.ibm.max').value && min >= factor('heat.ibm.min').value
    return { 'heat.meanMax': max, 'heat.meanMin': min, 'heat.waveDay': reached ? 1 : 0 }
  },
})

/** Mean of the stations hour by hour. */
function byHour(stations: readonly InputSeries[]): Map<number, number> {
  const values = new Map<number, number[]>()
  for (const { points } of stations)
    for (const { at, value } of points) values.set(at, [...(values.get(at) ?? []), value])
  return new Map([...values].map(([at, list]) => [at, meanOf(list)!]))
}

const valuesOf = (stations: readonly InputSeries[], accept: (at: number) => boolean): number[] =>
  stations.flatMap(({ points }) => points.filter(({ at }) => accept(at)).map(({ value }) => value))
