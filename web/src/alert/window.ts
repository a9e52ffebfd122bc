import type { Alert } from '@trame/domain'

const hour = 3_600_000
const longest = 90 * 24 * hour

/** What to draw around an alert: as much before as it lasted (a day at least), and a little after its end. */
export function windowAround(
  alert: Pick<Alert, 'openedAt' | 'clearedAt' | 'closedAt'>,
  now: number,
): { from: number; to: number; until: number } {
  const opened = Date.parse(alert.openedAt)
  const end = alert.clearedAt ?? alert.closedAt
  const until = Math.max(end ? Date.parse(end) : now, opened)
  const lasted = until - opened
  const before = Math.min(Math.max(lasted, 24 * hour), longest)
  const after = end ? Math.max(lasted / 4, hour) : 0
  return {
    from: opened - before,
    to: Math.min(Math.max(until + after, opened + hour), Math.max(now, until)),
    until,
  }
}
