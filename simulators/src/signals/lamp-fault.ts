import { hourMs, localTime } from '../world/local-time.ts'

/** What goes wrong with lamps (domain.md 5.7): mended after a week, and back a week later. */
export const lampFaults = ['dead', 'dayBurner', 'weakDriver', 'cycling', 'overVoltage'] as const
export type LampFault = (typeof lampFaults)[number]

const weekMs = 7 * 24 * hourMs
/** A Monday. */
const firstWeek = Date.parse('2026-01-05T00:00:00Z')

/** Stretches in which a fault was there, up to an instant. */
export function faultSpans(seed: number, until: number): { from: number; to: number }[] {
  const spans = []
  for (let from = firstWeek + (seed % 2) * weekMs; from < until; from += 2 * weekMs)
    spans.push({ from, to: Math.min(until, from + weekMs) })
  return spans
}

export const isFaulty = (seed: number, at: number) =>
  at >= firstWeek && Math.floor((at - firstWeek) / weekMs) % 2 === seed % 2

/** The share of its power that a lamp with this fault takes, of what it would. */
export const powerShare: Partial<Record<LampFault, number>> = { dead: 0, weakDriver: 0.7, cycling: 0.5 }

/** A lamp at the end of its life strikes, burns, goes out, and strikes again: as its reports, half an hour apart, see it. */
export const isOutNow = (at: number) => Math.floor(at / (hourMs / 2)) % 2 === 0

/** At night, when few take from the network. */
export const isNetworkHigh = (at: number) => {
  const { hour } = localTime(at)
  return hour >= 23 || hour < 5
}
