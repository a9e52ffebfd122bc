import type { AssetValues, UseCaseSummary } from '@trame/domain'
import type { ShownSummary } from './use-summary.ts'

const lateMs = 2 * 3_600_000

/** When a figure of now was last observed, if that is too long ago to call it now; a figure of a period is of that period. */
export const lateSince = (
  { observedAt }: Pick<UseCaseSummary, 'observedAt'>,
  period: ShownSummary['period'],
  now: number,
): string | null =>
  period === null && observedAt !== null && now - Date.parse(observedAt) > lateMs ? observedAt : null

/** When the newest of these values is of, if all of them are late; null as soon as one is not, or none is known. */
export function allLateSince(values: readonly (AssetValues['values'][string] | undefined)[]): string | null {
  const known = values.filter((value) => value !== undefined)
  if (known.some(({ stale }) => !stale)) return null
  return known.reduce<string | null>(
    (newest, { observedAt }) => (newest === null || observedAt > newest ? observedAt : newest),
    null,
  )
}
