import { localDay } from '@trame/domain'
import { defineIndicator, pointsOf, within } from '../define-indicator.ts'
import { median } from '../nearest-rank.ts'
import { icone } from './icone.ts'
import { legalClass } from './legal-class.ts'
import { airChangesFromDecay } from './mass-balance.ts'
import { expectedMeans, lessonMeans, lessonsOf, minutesAbove } from './occupancy.ts'
import { airColours } from './signal.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const of = { assetType: 'classRoom' } as const
/** Of what a week should give; under it an index would be of some days only. */
const leastShare = 0.25

export const confinement = defineIndicator({
  fr: 'Indice de confinement ICONE',
  en: 'ICONE confinement index',
  of,
  every: 'week',
  inputs: { co2: { property: 'air.co2' } },
  computes: ['iaq.icone', 'iaq.iconeRaw'],
  formula: {
    fr: '2,5 / log₁₀(2) × log₁₀(1 + f1 + 3 f2), sur les moyennes de 10 min pendant les cours ; f1 entre 1 000 et 1 700 ppm, f2 au-dessus',
    en: '2.5 / log₁₀(2) × log₁₀(1 + f1 + 3 f2), over means of 10 min during lessons; f1 between 1,000 and 1,700 ppm, f2 above',
    source: 'CSTB SC-QEI-2022-230',
  },
  compute({ inputs, subject, timeZone, ...period }) {
    const lessons = lessonsOf(subject, period, timeZone)
    const means = lessonMeans(within(pointsOf(inputs.co2), period), lessons)
    if (means.length < leastShare * expectedMeans(lessons)) return {}
    const found = icone(means)
    return found === null ? {} : { 'iaq.icone': found.index, 'iaq.iconeRaw': found.raw }
  },
})

export const timeAbove = defineIndicator({
  fr: 'Temps passé au-dessus des seuils',
  en: 'Time above the limits',
  of,
  every: 'day',
  inputs: { co2: { property: 'air.co2', beforeMs: 30 * minuteMs } },
  computes: ['iaq.minutesAbove800', 'iaq.minutesAbove1500'],
  formula: {
    fr: 'Minutes de cours au-dessus de 800 et de 1 500 ppm ; une mesure vaut jusqu’à la suivante, 30 min au plus',
    en: 'Minutes of lessons above 800 and 1,500 ppm; a value holds until the next, for 30 min at most',
    source: 'Décret 2022-1690, arrêté du 27/12/2022',
  },
  compute({ inputs, subject, timeZone, ...period }) {
    const lessons = lessonsOf(subject, period, timeZone)
    const points = pointsOf(inputs.co2)
    if (lessonMeans(points, lessons).length === 0) return {}
    return {
      'iaq.minutesAbove800': minutesAbove(points, lessons, 800),
      'iaq.minutesAbove1500': minutesAbove(points, lessons, 1500),
    }
  },
})

const colours = { green: 0, orange: 1, red: 2 } as const
const classes = { satisfactory: 0, actionRequired: 1, insufficient: 2 } as const

export const signal = defineIndicator({
  fr: 'Signal d’aération et classe réglementaire',
  en: 'Airing signal and legal class',
  of,
  every: 'change',
  inputs: { co2: { property: 'air.co2', beforeMs: 2 * hourMs } },
  computes: ['iaq.signal', 'iaq.class'],
  formula: {
    fr: 'Vert sous 800 ppm, orange, rouge au-dessus de 1 500 ; deux mesures de suite, retour 50 ppm plus bas',
    en: 'Green under 800 ppm, orange, red above 1,500; two values in a row, back 50 ppm lower',
    source: 'Arrêté du 27/12/2022',
  },
  compute({ inputs }) {
    const values = pointsOf(inputs.co2).map(({ value }) => value)
    const last = values.at(-1)
    if (last === undefined) return {}
    return { 'iaq.signal': colours[airColours(values).at(-1)!], 'iaq.class': classes[legalClass(last)] }
  },
})

const outdoorPpm = 420

export const airChanges = defineIndicator({
  fr: 'Renouvellement d’air de la salle vide',
  en: 'Air changes of the empty room',
  of,
  every: 'day',
  inputs: { co2: { property: 'air.co2' } },
  computes: ['iaq.airChanges'],
  formula: {
    fr: 'ln((C1 − 420) / (C2 − 420)) / durée, médiane des demi-heures dans les trois heures qui suivent le dernier cours',
    en: 'ln((C1 − 420) / (C2 − 420)) / time, median of half hours within three hours after the last lesson',
    source: 'Batterman 2017',
  },
  compute({ inputs, subject, timeZone, ...period }) {
    const end = lessonsOf(subject, period, timeZone).at(-1)?.to
    if (end === undefined) return {}
    // A quarter of an hour to leave; below 200 ppm over the air outside the probe's own error decides.
    const decay = within(pointsOf(inputs.co2), { from: end + 15 * minuteMs, to: end + 3 * hourMs }).filter(
      ({ value }) => value > outdoorPpm + 200,
    )
    const rates = decay.flatMap((start) => {
      const later = decay.find(({ at }) => at - start.at >= 30 * minuteMs)
      if (!later) return []
      return airChangesFromDecay(start.value, later.value, (later.at - start.at) / hourMs, outdoorPpm) ?? []
    })
    return { 'iaq.airChanges': rates.length >= 3 ? median(rates) : null }
  },
})

export const lowest = defineIndicator({
  fr: 'Plus bas CO₂ des jours de classe',
  en: 'Lowest CO₂ of school days',
  of,
  every: 'week',
  inputs: { co2: { property: 'air.co2' } },
  computes: ['iaq.weekMinimum'],
  formula: {
    fr: 'Médiane des minimums de chaque jour de classe : la nuit, une salle revient vers 420 ppm ; sinon elle n’est jamais aérée, ou la sonde dérive',
    en: 'Median of the minima of each school day: at night a room comes back to 420 ppm; if not, it is never aired, or its probe drifts',
  },
  compute({ inputs, subject, timeZone, ...period }) {
    const points = within(pointsOf(inputs.co2), period)
    const days = new Set(lessonsOf(subject, period, timeZone).map(({ from }) => localDay(timeZone, from)))
    const minima = new Map<number, number>()
    for (const { at, value } of points) {
      const day = localDay(timeZone, at)
      if (days.has(day)) minima.set(day, Math.min(value, minima.get(day) ?? Number.POSITIVE_INFINITY))
    }
    return { 'iaq.weekMinimum': minima.size < 3 ? null : median([...minima.values()]) }
  },
})
