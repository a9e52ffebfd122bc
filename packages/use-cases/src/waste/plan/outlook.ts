import { type FillForecast, fillAt } from '../forecast.ts'

/** One time in ten it is fuller than the mean and so many standard deviations: emptied then, next to nothing overflows. */
const tenth = 1.2816
/** What a truck leaves in it, per cent. */
const left = 2

/** A container at the coming passages, by their numbers; where it was emptied at one before, that is given too. */
export interface Outlook {
  /** Mean, per cent; above 100 it overflows. */
  fill(passage: number, emptied?: number): number
  /** Full at that passage, more than one time in ten; false where the forecast does not reach. */
  over(passage: number, emptied?: number): boolean
}

export function outlookOf(forecast: FillForecast, passages: readonly number[]): Outlook {
  const there = passages.map((at) => fillAt(forecast, at))
  const means = there.map((one) => one?.mean ?? Number.NaN)
  const variances = there.map((one) => (one?.spread ?? 0) ** 2)
  const fill = (passage: number, emptied?: number) =>
    emptied === undefined ? means[passage]! : left + means[passage]! - means[emptied]!
  return {
    fill,
    over(passage, emptied) {
      const before = emptied === undefined ? 0 : variances[emptied]!
      const spread = Math.sqrt(Math.max(0, variances[passage]! - before))
      return fill(passage, emptied) + tenth * spread >= 100
    },
  }
}
