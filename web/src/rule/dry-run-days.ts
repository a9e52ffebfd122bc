import type { DryRun } from '@trame/domain'

export interface DryDay {
  /** Local day, YYYY-MM-DD. */
  day: string
  at: number
  count: number
  before: number
}

const dayMs = 86_400_000

/** Local days of the period, each with the alerts that opened on it: of the draft, and of the version in force. */
export function daysOf(run: DryRun, before: DryRun | null, timeZone: string): DryDay[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const days = new Map<string, DryDay>()
  for (let at = Date.parse(run.from); at < Date.parse(run.to) + dayMs; at += dayMs / 2) {
    if (at > Date.parse(run.to)) break
    const day = format.format(at)
    if (!days.has(day)) days.set(day, { day, at, count: 0, before: 0 })
  }
  for (const alert of run.alerts) {
    const found = days.get(format.format(new Date(alert.openedAt)))
    if (found) found.count += 1
  }
  for (const alert of before?.alerts ?? []) {
    const found = days.get(format.format(new Date(alert.openedAt)))
    if (found) found.before += 1
  }
  return [...days.values()]
}

/** Half of the alerts last longer; those still open count as long as they have lasted. */
export function medianMs(run: DryRun): number | null {
  const lengths = run.alerts
    .map(({ openedAt, clearedAt }) => Date.parse(clearedAt ?? run.to) - Date.parse(openedAt))
    .sort((a, b) => a - b)
  const { length } = lengths
  if (length === 0) return null
  return (lengths[Math.floor((length - 1) / 2)]! + lengths[Math.floor(length / 2)]!) / 2
}
