import { dayOf, instantOf, PlatformError } from '@trame/domain'

const mostMs = 400 * 86_400_000

/** Of a query; at most 400 days. */
export function periodOf({ from, to }: { from: string; to: string }): { from: Date; to: Date } {
  const period = { from: new Date(from), to: new Date(to) }
  if (period.to <= period.from) throw new PlatformError('invalid', 'to: must be later than from.')
  if (period.to.getTime() - period.from.getTime() > mostMs)
    throw new PlatformError('invalid', 'to: at most 400 days after from.')
  return period
}

/** Civil days, both included, as instants of a time zone. */
export const daysOf = (timeZone: string, { from, to }: { from: string; to: string }) => ({
  from: new Date(instantOf(timeZone, dayOf(from), 0, 'first')),
  to: new Date(instantOf(timeZone, dayOf(to) + 1, 0, 'first')),
})
