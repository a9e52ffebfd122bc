const firstMs = 5_000
const factor = 3
const longestMs = 2 * 3_600_000

/** A message that could not leave for a day no longer helps anybody. */
export const deliveryLifeMs = 24 * 3_600_000

/**
 * Pause after the nth failure: 5 s, 15 s, 45 s... two hours at most, each shortened at random by up to a half, so that
 * what failed together does not come back together.
 */
export function pauseAfter(failures: number, random: () => number = Math.random): number {
  const full = Math.min(firstMs * factor ** (Math.max(1, failures) - 1), longestMs)
  return Math.round(full * (0.5 + random() / 2))
}
