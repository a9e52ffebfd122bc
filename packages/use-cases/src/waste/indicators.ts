import { defineIndicator, numberOf, pointsOf, within } from '../define-indicator.ts'
import { mean } from '../nearest-rank.ts'
import { cyclesOf } from './cycles.ts'
import { atTemperature, fillPercent } from './fill.ts'
import { forecastFill, hoursTo } from './forecast.ts'
import { overflowHours } from './overflow.ts'
import { territoryIndicators } from './territory-indicators.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const container = { assetType: 'wasteContainer' } as const

/** What the echo says of the container, and the fill at the air's real temperature where the sensor does not correct it. */
const echo = defineIndicator({
  fr: 'Mesure vérifiée',
  en: 'Checked reading',
  of: container,
  every: 'change',
  inputs: {
    distance: { property: 'distance' },
    air: { property: 'air.temperature', beforeMs: 3 * hourMs, optional: true },
  },
  computes: ['bin.echo', 'bin.fill.corrected'],
  formula: {
    fr: '(vide − d) / (vide − plein), d à la vitesse du son 331,3 + 0,606 T',
    en: '(empty − d) / (empty − full), d at the speed of sound 331.3 + 0.606 T',
  },
  compute({ subject, inputs }) {
    const metres = pointsOf(inputs.distance).at(-1)?.value
    const emptyM = numberOf(subject, 'emptyM')
    const fullM = numberOf(subject, 'fullM')
    if (metres === undefined || emptyM === null || fullM === null) return {}
    const air = pointsOf(inputs.air).at(-1)?.value
    const corrected =
      subject.attributes.corrects === false && air !== undefined
        ? atTemperature(metres * 1000, air)
        : metres * 1000
    const { percent, valid, state } = fillPercent({
      distanceMm: corrected,
      emptyMm: emptyM * 1000,
      fullMm: fullM * 1000,
      blindMm: (numberOf(subject, 'blindM') ?? 0) * 1000,
    })
    return {
      'bin.echo': { measured: 0, blind: 1, beyond: 2 }[state],
      'bin.fill.corrected': valid && state !== 'beyond' ? percent : null,
    }
  },
})

const forecast = defineIndicator({
  fr: 'Prévision de remplissage',
  en: 'Fill forecast',
  of: container,
  every: 'hour',
  inputs: { fill: { property: 'bin.fill', beforeMs: 28 * dayMs } },
  computes: ['bin.hoursToFull', 'bin.hoursToFull.p10', 'bin.hoursToFull.p90'],
  formula: {
    fr: 'Pente de Theil-Sen depuis la dernière collecte, sur la semaine habituelle du conteneur ; intervalle à 80 %',
    en: 'Theil-Sen slope since the last collection, over the container’s usual week; 80% interval',
  },
  compute({ inputs, from, timeZone }) {
    const found = forecastFill({ points: pointsOf(inputs.fill), now: from, timeZone })
    if (!found) return {}
    const { p10, p50, p90 } = hoursTo(found, 100)
    return { 'bin.hoursToFull': p50, 'bin.hoursToFull.p10': p10, 'bin.hoursToFull.p90': p90 }
  },
})

const emptied = defineIndicator({
  fr: 'Collectes détectées',
  en: 'Collections detected',
  of: container,
  every: 'day',
  inputs: { fill: { property: 'bin.fill', beforeMs: 6 * hourMs } },
  computes: ['bin.collections', 'bin.fillAtCollection'],
  formula: {
    fr: 'chute de 40 points ou plus jusqu’à 25 % ou moins, confirmée par la mesure suivante',
    en: 'a drop of 40 points or more to 25% or less, confirmed by the next reading',
  },
  compute({ inputs, ...period }) {
    const cycles = cyclesOf(pointsOf(inputs.fill))
    if (within(cycles.flat(), period).length === 0) return {}
    const before = cycles.slice(1).flatMap((cycle, i) => {
      const full = cycles[i]!.at(-1)!.value
      return within(cycle.slice(0, 1), period).map(() => full)
    })
    return { 'bin.collections': before.length, 'bin.fillAtCollection': mean(before) }
  },
})

const overflowing = defineIndicator({
  fr: 'Débordement',
  en: 'Overflow',
  of: container,
  every: 'day',
  inputs: { fill: { property: 'bin.fill', beforeMs: 3 * hourMs } },
  computes: ['bin.overflowHours'],
  formula: { fr: 'heures à 96 % et plus', en: 'hours at 96% and more' },
  compute({ inputs, from, to }) {
    const points = cyclesOf(pointsOf(inputs.fill)).flat()
    if (within(points, { from, to }).length === 0) return {}
    return { 'bin.overflowHours': overflowHours(points, from, to) }
  },
})

export const indicators = { echo, forecast, emptied, overflowing, ...territoryIndicators }
