import type { UseCaseSummary } from '@trame/domain'
import type { ShownSummary } from './use-summary.ts'

const lateMs = 2 * 3_600_000

/** When a figure of now was last observed, if that is too long ago to call it now; a figure of a period is of that period. */
export const lateSince = (
  { observedAt }: Pick<UseCaseSummary, 'observedAt'>,
  period: ShownSummary['period'],
  now: number,
): string | null =>
  period === null && observedAt !== null && now - Date.parse(observedAt) > lateMs ? observedAt : null
