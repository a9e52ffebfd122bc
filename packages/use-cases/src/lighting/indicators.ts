import { defineIndicator, numberOf, pointsOf, within } from '../define-indicator.ts'
import { darkByLaw, expectedPower, nightOf, placeOfLamp, plannedLevel } from './lamp.ts'
import { hoursWhile, increaseWithin, sharedHours } from './night-hours.ts'
import { sunAltitude } from './sun.ts'
import { territoryIndicators } from './territory-indicators.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const lamp = { assetType: 'streetLamp' } as const
/** A level that was told so long ago says nothing of now. */
const levelHolds = 2 * hourMs
/** Degrees about the horizon in which clocks of lamps switch, some minutes sooner or later than ours. */
const switching = 3
/** Night, day, or neither: each of those moments is by itself. */
const sideOf = (altitude: number) =>
  altitude < -switching ? 'night' : altitude > switching ? 'day' : Number.NaN
/** Between a change of the calendar and the report that shows it. */
const grace = 20 * minuteMs

/** What the lamp takes, against what its plate says for the level that it told last (domain.md 5.7). */
const power = defineIndicator({
  fr: 'Puissance vérifiée',
  en: 'Checked power',
  of: lamp,
  every: 'change',
  inputs: {
    power: { property: 'power.active' },
    level: { property: 'light.level', beforeMs: levelHolds, optional: true },
  },
  computes: ['light.power.expected', 'light.power.deviation', 'light.burningByDay'],
  formula: {
    fr: 'Pn (5 % + 95 % × niveau) ; écart (P − attendue) / attendue ; de jour : P > 5 W, soleil à plus de 5°',
    en: 'Pn (5% + 95% × level); deviation (P − expected) / expected; by day: P > 5 W, sun above 5°',
  },
  compute({ subject, inputs }) {
    const reading = pointsOf(inputs.power).at(-1)
    if (!reading) return {}
    const place = placeOfLamp(subject)
    const sun = (at: number) => (place ? sunAltitude(at, place.latitude, place.longitude) : -90)
    const told = pointsOf(inputs.level).findLast(({ at }) => at <= reading.at)
    // Since the sun rose or set the lamp has been switched: what it told before says nothing.
    const level = told && sideOf(sun(told.at)) === sideOf(sun(reading.at)) ? told.value : undefined
    const expected = level === undefined ? null : expectedPower(subject, level)
    return {
      'light.power.expected': expected,
      // Off, a few watts more or less are any number of per cent.
      'light.power.deviation':
        expected !== null && level! > 0 ? (100 * (reading.value - expected)) / expected : null,
      'light.burningByDay': place
        ? Number(reading.value > 5 && sunAltitude(reading.at, place.latitude, place.longitude) > 5)
        : null,
    }
  },
})

/** The lamp that stood there before burnt at full power while the astronomical clock let it. */
const energy = defineIndicator({
  fr: 'Énergie et lampe de référence',
  en: 'Energy and reference lamp',
  of: lamp,
  every: 'night',
  inputs: { energy: { property: 'energy.active.total', beforeMs: 3 * hourMs } },
  computes: ['light.energy', 'light.energy.reference', 'light.energy.saved'],
  formula: {
    fr: 'Hausse du compteur ; référence : puissance de l’ancienne lampe × (lever − 15 min − coucher − 15 min)',
    en: 'Rise of the meter; reference: power of the former lamp × (sunrise − 15 min − sunset − 15 min)',
    source: 'Angers Loire Métropole 2022',
  },
  compute({ subject, inputs, from, to, timeZone }) {
    const points = pointsOf(inputs.energy)
    const last = points.at(-1)
    const used = increaseWithin(points, from, to)
    if (used === null || !last) return {}
    const referenceW = numberOf(subject, 'referenceW')
    const night = nightOf(subject, from, timeZone)
    // In the afternoon that a night begins with, nothing says nothing yet: the night before is still the last one.
    if (night && used === 0 && last.at < night.from) return {}
    if (referenceW === null || !night) return { 'light.energy': used }
    // Both are of the time for which the meter is known.
    const known = { from: Math.max(from, points[0]!.at), to: Math.min(to, last.at) }
    const reference = (sharedHours(night, known) * referenceW) / 1000
    return {
      'light.energy': used,
      'light.energy.reference': reference,
      'light.energy.saved': reference - used,
    }
  },
})

const conduct = defineIndicator({
  fr: 'Conduite de nuit',
  en: 'Conduct at night',
  of: lamp,
  every: 'night',
  inputs: { level: { property: 'light.level', beforeMs: levelHolds } },
  computes: ['light.burningHours', 'light.profileFollowed', 'light.cycles', 'light.overLegal'],
  formula: {
    fr: 'Heures à plus de 0 % ; part des relevés à ± 5 points du calendrier (hors 20 min autour d’un changement) ; passages de 0 à plus ; heures après l’extinction légale',
    en: 'Hours above 0%; share of reports within 5 points of the calendar (but for 20 min around a change); rises from 0; hours after the legal hour',
    source: 'Arrêté du 27 décembre 2018',
  },
  compute({ subject, inputs, timeZone, ...period }) {
    const points = pointsOf(inputs.level)
    const own = within(points, period)
    if (own.length === 0) return {}
    const night = nightOf(subject, period.from, timeZone)
    const planned = (at: number) => (night ? plannedLevel(subject, at, timeZone, night) : null)
    const steady = night
      ? own.filter(({ at }) => planned(at - grace) === planned(at) && planned(at + grace) === planned(at))
      : []
    const followed = steady.filter(({ at, value }) => Math.abs(value - planned(at)!) <= 5)
    const law = darkByLaw(subject, period.from, timeZone)
    return {
      'light.burningHours': hoursWhile(points, period, (level) => level > 0),
      'light.profileFollowed': steady.length === 0 ? null : (100 * followed.length) / steady.length,
      'light.cycles': own.filter(({ at, value }) => {
        const before = points.findLast((point) => point.at < at)
        return value > 0 && before?.value === 0
      }).length,
      'light.overLegal': law ? hoursWhile(points, law, (level) => level > 0) : null,
    }
  },
})

const silence = defineIndicator({
  fr: 'Lampes muettes de l’armoire',
  en: 'Silent lamps of the cabinet',
  of: { assetType: 'lightingCabinet' },
  every: 'hour',
  ofSilence: true,
  inputs: { level: { property: 'light.level', from: { assetType: 'streetLamp' }, beforeMs: 24 * hourMs } },
  computes: ['light.lampsSilent'],
  formula: {
    fr: 'Part des lampes entendues depuis un jour dont rien n’est venu dans l’heure ni la précédente',
    en: 'Share of the lamps heard within a day of which nothing came in this hour nor the one before',
  },
  compute({ inputs, from }) {
    // Those that were heard within a day: a lamp that was never wired tells nothing of its cabinet.
    if (inputs.level.length === 0) return {}
    const silent = inputs.level.filter(({ points }) => points.at(-1)!.at < from - hourMs).length
    return { 'light.lampsSilent': (100 * silent) / inputs.level.length }
  },
})

export const indicators = { power, energy, conduct, silence, ...territoryIndicators }
