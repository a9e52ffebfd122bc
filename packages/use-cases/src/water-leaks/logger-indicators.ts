import { defineIndicator, type InputSeries, pointsOf } from '../define-indicator.ts'
import { celerityUncertainty, materialOf, typicalCelerity } from './celerity.ts'
import { locateWithin, type Segment } from './correlation.ts'
import type { Ear, HeardNight } from './ear.ts'
import { leakLimits, leakStates } from './leak-state.ts'
import { familyOf, leakLikelihood } from './likelihood.ts'
import { nightly } from './nightly.ts'

const dayMs = 86_400_000
/** Long enough that a leak of a month does not become what is usual. */
const nightsBefore = 60
const family = { assetType: 'leakLogger', family: true } as const

export const likelihood = defineIndicator({
  fr: 'Vraisemblance d’une fuite',
  en: 'Likelihood of a leak',
  of: { assetType: 'leakLogger' },
  every: 'night',
  inputs: {
    own: { property: 'leak.level', beforeMs: nightsBefore * dayMs },
    level: { property: 'leak.level', from: family, beforeMs: nightsBefore * dayMs, optional: true },
    spread: { property: 'leak.spread', from: family, beforeMs: nightsBefore * dayMs, optional: true },
    tone: { property: 'leak.tone', from: family, beforeMs: nightsBefore * dayMs, optional: true },
    ownSpread: { property: 'leak.spread', beforeMs: nightsBefore * dayMs },
    ownTone: { property: 'leak.tone', beforeMs: nightsBefore * dayMs, optional: true },
    flow: {
      property: 'water.nightFlow.minimum',
      from: { assetType: 'waterDistrict', family: true },
      beforeMs: nightsBefore * dayMs,
      optional: true,
    },
  },
  computes: [
    'leak.likelihood',
    'leak.priority',
    'leak.excess',
    'leak.nights',
    'leak.neighbours',
    'leak.districtRise',
    'leak.state',
  ],
  formula: {
    fr: 'Somme nuit après nuit de ce que disent le niveau au-dessus de l’habituel et le faible étalement, moins la pluie (entendue par tous) et les pompes (une seule raie) ; plus les voisins et la hausse du débit de nuit ; en pourcentage par une logistique. Priorité : moitié pour qui entend 6 dB de moins qu’un voisin',
    en: 'Sum, night after night, of what the level above usual and the small spread say, less rain (heard by all) and pumps (one line); plus neighbours and the rise of the night flow; as a percentage by a logistic. Priority: half for who hears 6 dB less than a neighbour',
    source: 'Page 1954 (cumulative sum); leaks are told on the third night',
  },
  compute({ inputs, subject, ...period }) {
    const count = nightsBefore + 1
    const own: Ear = earOf(subject, inputs.own, inputs.ownSpread, inputs.ownTone, period, count)
    if (own.nights.at(-1) === null) return {}
    const others = inputs.level
      .filter((series) => series.subject.id !== subject.id)
      .map((series) => {
        const ofOne = (list: readonly InputSeries[]) =>
          list.filter((one) => one.subject.id === series.subject.id)
        return earOf(series.subject, [series], ofOne(inputs.spread), ofOne(inputs.tone), period, count)
      })
    const flows = nightly(pointsOf(inputs.flow), period, count)
    const found = leakLikelihood(familyOf([own, ...others]), 0, flows)
    const states = leakStates(
      own.nights.map(
        (night) => night && { p05: night.level, spread: night.spread, mainsHum: (night.tone ?? 0) > 60 },
      ),
      leakLimits,
    )
    const state = states.at(-1)!.state
    return {
      'leak.likelihood': found.likelihood,
      'leak.priority': found.priority,
      'leak.excess': found.excess,
      'leak.nights': found.nights,
      'leak.neighbours': found.neighbours,
      'leak.districtRise': found.districtRise,
      'leak.state': state === 'LEAK' ? 2 : state === 'WATCH' ? 1 : 0,
    }
  },
})

function earOf(
  { position, attributes }: InputSeries['subject'],
  level: readonly InputSeries[],
  spread: readonly InputSeries[],
  tone: readonly InputSeries[],
  period: { from: number; timeZone: string },
  count: number,
): Ear {
  const spreads = nightly(pointsOf(spread), period, count)
  const tones = nightly(pointsOf(tone), period, count)
  return {
    position: position === null ? null : [position[0]!, position[1]!],
    ownNoise: attributes.ownNoise === true,
    nights: nightly(pointsOf(level), period, count).map((one, night): HeardNight | null => {
      const spreadHere = spreads[night] ?? null
      return one === null || spreadHere === null
        ? null
        : { level: one, spread: spreadHere, tone: tones[night] ?? null }
    }),
  }
}

/** `ductileIron 150: 120; pe100 110: 40` - material, diameter in mm, length in m, from the first logger to the second. */
export function pipesOf(text: unknown): Segment[] | null {
  if (typeof text !== 'string') return null
  const segments = text.split(';').map((part): Segment | null => {
    const [, name, diameter, length] =
      /^\s*(.+?)\s+(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? []
    const material = name === undefined ? null : materialOf(name)
    if (material === null) return null
    return { lengthM: Number(length), celerityMs: typicalCelerity(material, Number(diameter)) }
  })
  return segments.length > 0 && segments.every((segment) => segment !== null) ? segments : null
}

/** Under it the peak is one of the noise's own. */
const leastPeak = 6

export const position = defineIndicator({
  fr: 'Position entre deux enregistreurs',
  en: 'Position between two loggers',
  of: { assetType: 'loggerPair' },
  every: 'change',
  inputs: { delay: { property: 'leak.delay' }, peak: { property: 'leak.correlation' } },
  computes: ['leak.position', 'leak.positionError'],
  formula: {
    fr: 'Temps de parcours depuis le premier = (somme des L/c + retard) / 2, suivi le long des matériaux ; incertitude : célérité ± 10 %, horloges ± 1 ms, plan ± 2 %',
    en: 'Travel time from the first = (sum of L/c + delay) / 2, walked along the materials; uncertainty: celerity ± 10%, clocks ± 1 ms, plan ± 2%',
    source: 'L = ½ (D − V × Td); Korteweg',
  },
  compute({ inputs, subject }) {
    const delay = pointsOf(inputs.delay).at(-1)
    const peak = pointsOf(inputs.peak).at(-1)
    const segments = pipesOf(subject.attributes.pipes)
    if (!delay || !peak || peak.value < leastPeak || segments === null) return {}
    const found = locateWithin(segments, delay.value / 1000, { celerityShare: celerityUncertainty })
    return found.inside ? { 'leak.position': found.fromAM, 'leak.positionError': found.sigmaM } : {}
  },
})
