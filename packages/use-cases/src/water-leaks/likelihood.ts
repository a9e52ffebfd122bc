import { ascending, median, nearestRank } from '../nearest-rank.ts'
import { districtRise } from './district-rise.ts'
import { type Ear, type EarNight, followEar } from './ear.ts'

export interface Likelihood {
  /** That water runs out within its hearing, %. null: it was not heard of late. */
  likelihood: number | null
  /** Where to look first: the likelihood, less for who hears a neighbour louder. */
  priority: number | null
  /** Level of the last night heard over what is usual here, without what all loggers heard alike (rain); dB. */
  excess: number | null
  baseline: number | null
  /** Nights since it began that spoke for a leak; a missing one is not counted. */
  nights: number
  /** Loggers in reach that hear it too. */
  neighbours: number
  /** Rise of the district's minimum night flow since it began, m3/h; null: not known. */
  districtRise: number | null
}

/** From here on it is a suspicion that somebody should walk to; under the second it is over. % */
export const suspected = { raise: 70, clear: 35 }

/** Metres within which two loggers may hear the same leak along a pipe of metal. */
const reachM = 400
/** So old may the last night be that still says something. */
const staleNights = 4

/** Rain is no louder than this over the quiet of a pipe, dB. */
const rainMostDb = 8

const prior = -4.6
const neighbourWeight = 0.5
const districtWeight = 0.6
/** What may have begun three nights ago is hardly a tap, also when one of the nights was not heard. */
const lastingNights = 3
const lastingWeight = 0.8

/** Loggers that share their nights: a district's. */
export interface Family {
  ears: readonly Ear[]
  /** Each followed through its nights, once. */
  track(index: number): readonly (EarNight | null)[]
}

/** All ears have the same nights, oldest first, null = not heard. */
export function familyOf(ears: readonly Ear[]): Family {
  const common = commonRises(ears)
  const tracks = new Map<number, readonly (EarNight | null)[]>()
  return {
    ears,
    track(index) {
      const known = tracks.get(index) ?? followEar(ears[index]!, common)
      tracks.set(index, known)
      return known
    },
  }
}

/**
 * Log-odds in the manner of a cumulative sum (Page 1954): each night adds or takes what its level and spread speak for, then
 * neighbours and the district's night flow weigh in, and a logistic makes a percentage of it. `flows` are minimum night flows of
 * the district for the same nights. The last night is judged.
 */
export function leakLikelihood(
  { ears, track }: Family,
  index: number,
  flows: readonly (number | null)[] = [],
): Likelihood {
  const own = track(index)
  const last = lastHeard(own)
  if (last === null) return unheard(own)
  const { evidence, nights, began, since, night } = last
  const ear = ears[index]!
  const hearing =
    nights === 0
      ? []
      : ears.flatMap((other, i) => {
          const heard = i !== index && inReach(ear, other) ? heardAt(track(i), night) : null
          return heard !== null && heard.speaks > 0 ? [heard] : []
        })
  const rise = began === null ? null : districtRise(flows, began)
  const odds =
    prior +
    evidence +
    (since !== null && night - since + 1 >= lastingNights ? lastingWeight : 0) +
    (hearing.length > 0 ? neighbourWeight : 0) +
    (rise === null ? 0 : districtWeight * Math.max(-0.5, Math.min(1, rise.share)))
  const likelihood = 100 / (1 + Math.exp(-odds))
  return {
    likelihood,
    priority: likelihood * nearness(last.excess, hearing),
    excess: last.excess,
    baseline: last.baseline,
    nights,
    neighbours: hearing.length,
    districtRise: rise?.riseM3h ?? null,
  }
}

/**
 * Rain and a change of pressure are heard by all at once: the quarter of the family that rose least over its last week says how
 * much, where three or more are heard. A leak is never heard by so many, or for no more than some nights against their own week.
 */
function commonRises(ears: readonly Ear[]): readonly number[] {
  const length = Math.max(0, ...ears.map(({ nights }) => nights.length))
  const rises = Array.from({ length }, (): number[] => [])
  for (const { nights } of ears) {
    const week: number[] = []
    for (const [index, night] of nights.entries()) {
      if (night === null) continue
      if (week.length >= 3) rises[index]!.push(night.level - median(week)!)
      week.push(night.level)
      if (week.length > 7) week.shift()
    }
  }
  return rises.map((list) =>
    list.length < 3 ? 0 : Math.max(0, Math.min(rainMostDb, nearestRank(ascending(list), 25)!)),
  )
}

const unheard = (track: readonly (EarNight | null)[]): Likelihood => ({
  likelihood: null,
  priority: null,
  excess: null,
  baseline: track.findLast((night) => night !== null)?.baseline ?? null,
  nights: 0,
  neighbours: 0,
  districtRise: null,
})

function lastHeard(track: readonly (EarNight | null)[]): (EarNight & { night: number }) | null {
  for (let night = track.length - 1; night >= Math.max(0, track.length - staleNights); night--) {
    const heard = track[night]
    if (heard) return { ...heard, night }
  }
  return null
}

/** Of this night or the one before: it need not be as loud as where the leak is, only steadier and louder than usual. */
const heardAt = (track: readonly (EarNight | null)[], night: number) =>
  track[night] ?? track[night - 1] ?? null

/**
 * Who hears it loudest is nearest: 1; 6 dB under the loudest neighbour 0.5, 12 dB 0.25. It orders the search and hides nothing: a
 * second leak near a louder one is still likely.
 */
function nearness(excess: number | null, hearing: readonly EarNight[]): number {
  const loudest = Math.max(...hearing.map((other) => other.excess ?? Number.NEGATIVE_INFINITY))
  return excess === null || loudest <= excess ? 1 : 10 ** ((excess - loudest) / 20)
}

function inReach(a: Ear, b: Ear): boolean {
  if (!a.position || !b.position) return true
  const [lon, lat] = a.position
  const east = (b.position[0] - lon) * 111_320 * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(east, (b.position[1] - lat) * 110_574) <= reachM
}
