import { median } from '../nearest-rank.ts'

/** What a logger says of a night. dB on its maker's scale; tone: share of the energy in its strongest line, %. */
export interface HeardNight {
  level: number
  spread: number
  tone?: number | null
}

export interface Ear {
  /** Longitude and latitude; null: it may be anywhere. */
  position: readonly [number, number, ...number[]] | null
  /** A pressure reducer beside it makes it loud for ever: only what comes on top counts. */
  ownNoise?: boolean
  nights: readonly (HeardNight | null)[]
}

export interface EarNight {
  baseline: number | null
  excess: number | null
  /** What this night alone speaks for: above 0 a leak, under 0 none. Log-odds. */
  speaks: number
  /** Gathered so far. */
  evidence: number
  /** Since the evidence began to gather. */
  nights: number
  /** Index of the first of them. */
  began: number | null
  /** The earliest night on which it may have begun: nights before the first that were not heard count. */
  since: number | null
}

const baselineNights = 30
const leastBaselineNights = 5
/** No single night tells more than this: a tap may run for a whole night, hardly for three. */
const mostANight = 2.1
const mostAtAll = 9
const absoluteDb = 20

/**
 * One logger through its nights. The baseline is the median of nights that spoke against a leak, without the rise that all
 * loggers had (`common`, dB): so a leak does not become usual.
 */
export function followEar(
  { nights, ownNoise = false }: Ear,
  common: readonly number[],
): readonly (EarNight | null)[] {
  const quiet: number[] = []
  const spreads: number[] = []
  let evidence = 0
  let gathered = 0
  let began: number | null = null
  let since = 0
  let against = 0
  return nights.map((heard, index) => {
    if (heard === null || isFrozen(heard, nights[index - 1])) return null
    const level = heard.level - (common[index] ?? 0)
    const baseline = quiet.length >= leastBaselineNights ? median(quiet)! : null
    const speaks = spokenBy(heard, level, baseline, {
      swing: swingOf(quiet, baseline),
      usualSpread: spreads.length >= leastBaselineNights ? median(spreads) : null,
      ownNoise,
    })
    if (speaks > 0) {
      began ??= index
      gathered++
      against = 0
      evidence = Math.min(mostAtAll, evidence + Math.min(mostANight, speaks))
    } else {
      against++
      // One night against takes most of it, two take all.
      evidence = against >= 2 ? 0 : Math.max(0, evidence / 2 + Math.max(-3, speaks))
      if (evidence === 0) {
        began = null
        gathered = 0
      }
      if (began === null) since = index + 1
    }
    if (began === null) {
      remember(quiet, level)
      remember(spreads, heard.spread)
    }
    const excess = baseline === null ? null : level - baseline
    return {
      baseline,
      excess,
      speaks,
      evidence,
      nights: gathered,
      began,
      since: began === null ? null : since,
    }
  })
}

/** Where noise should be, four equal figures are one old message: not heard. */
const isFrozen = (now: HeardNight, before: HeardNight | null | undefined) =>
  before != null && now.level === before.level && now.spread === before.spread && now.tone === before.tone

function spokenBy(
  { spread, tone = null }: HeardNight,
  level: number,
  baseline: number | null,
  { swing, usualSpread, ownNoise }: { swing: number; usualSpread: number | null; ownNoise: boolean },
): number {
  const over = baseline === null ? -2 : (level - baseline - Math.max(3, 3 * swing)) / 1.2
  const absolute = ownNoise ? -2 : (level - absoluteDb) / 2
  const loud = Math.max(over, absolute)
  // Steady by itself, or much steadier than it is here.
  const limit = usualSpread === null ? 8 : Math.max(8, usualSpread * 0.6)
  const steady = Math.max(-3, Math.min(1, (limit - spread) / 3))
  const hum = tone === null ? 0 : Math.max(0, (tone - 50) / 6)
  return Math.max(-4, Math.min(2.5, loud)) + (loud > 0 ? steady : Math.min(0, steady)) - hum
}

/** Standard deviation of quiet nights, robust; dB. */
const swingOf = (quiet: readonly number[], baseline: number | null): number =>
  baseline === null ? 1 : Math.max(0.7, 1.4826 * median(quiet.map((level) => Math.abs(level - baseline)))!)

function remember(list: number[], value: number) {
  list.push(value)
  if (list.length > baselineNights) list.shift()
}
