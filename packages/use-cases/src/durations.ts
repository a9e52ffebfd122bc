/** Milliseconds, for rules that are written by hand. */
export const minute = 60_000
export const hour = 60 * minute
