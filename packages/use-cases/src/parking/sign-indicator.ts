import { redirectionText, signCode } from '@trame/domain'
import { defineIndicator, type InputSeries, numberOf, type Point, type Subject } from '../define-indicator.ts'
import { hour, minute } from '../durations.ts'
import { isOpen } from './opening.ts'
import { type CarParkNow, redirectFrom } from './redirect.ts'
import { freeOnArrival, signFace, signRuleFor, signWords, usualSignRule } from './sign-rule.ts'

/** Those of the sign's own sector: nobody is sent across the town. */
const carParks = { assetType: 'carPark', family: true } as const
/** Long enough to see which way it goes. */
const trendMs = 30 * minute

/** The text of each sign, from the counts of its car park and of those around it. */
export const signs = defineIndicator({
  fr: 'Texte des panneaux',
  en: 'Texts of the signs',
  of: { assetType: 'parkingSign' },
  every: 'change',
  inputs: {
    free: { property: 'parking.free', from: carParks, beforeMs: trendMs },
    full: { property: 'parking.full', from: carParks, beforeMs: trendMs },
  },
  computes: ['sign.wanted'],
  formula: {
    fr: 'LIBRE sous 20 % d’occupation, puis le nombre par pas de cinq, exact dès 95 % ; COMPLET de 3 à 8 places, avec le parc suivant ; FERMÉ hors horaires ; « --- » après 10 min sans comptage. Le nombre tient compte des arrivées pendant le trajet',
    en: 'LIBRE under 20% full, then the number in steps of five, exact from 95%; COMPLET from 3 to 8 places, with the next car park; FERMÉ outside hours; “---” after 10 min without a count. The number allows for arrivals during the trip',
    source: 'domain.md 12.3 [V32]',
  },
  compute({ from: now, timeZone, subject, inputs }) {
    const parks = inputs.free.map((series) => parkNow(series, inputs.full, timeZone, now))
    const own = parks.find(({ id }) => id === subject.attributes.announces)
    if (!own) return {}
    const face = signFace(
      {
        capacity: own.capacity,
        free: own.free === null ? null : freeOnArrival(own.free, own.netPerHour, tripMs(subject)),
        open: own.open,
        full: own.full,
      },
      signRuleFor(own.capacity),
    )
    if (face.text !== signWords.full || subject.attributes.redirects === false)
      return { 'sign.wanted': signCode(face.text) }
    const next = redirectFrom(own, parks)
    const number = next && parks.find(({ id }) => id === next.to.id)?.number
    return { 'sign.wanted': signCode(number ? redirectionText(number) : face.text) }
  },
})

const tripMs = (sign: Subject) => (numberOf(sign, 'tripMin') ?? 0) * minute

interface Park extends CarParkNow {
  capacity: number
  number: number | null
  netPerHour: number
}

function parkNow(
  { subject, points }: InputSeries,
  fullness: readonly InputSeries[],
  timeZone: string,
  now: number,
): Park {
  const known = points.filter(({ at }) => at <= now)
  const last = known.at(-1)
  const fresh = last !== undefined && now - last.at <= usualSignRule.staleMs
  const states = fullness.find((one) => one.subject.id === subject.id)?.points ?? []
  return {
    id: subject.id,
    name: subject.name,
    position: subject.position ?? [0, 0],
    capacity: numberOf(subject, 'capacity') ?? 0,
    number: numberOf(subject, 'number'),
    free: fresh ? last.value : null,
    full: states.findLast(({ at }) => at <= now)?.value === 1,
    open: isOpen(subject, timeZone, now),
    netPerHour: netArrivals(known),
  }
}

/** Cars more an hour, from how the free places went during the last half hour. */
function netArrivals(points: readonly Point[]): number {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || last.at - first.at < 5 * minute) return 0
  return (first.value - last.value) / ((last.at - first.at) / hour)
}
