import type { AlertRow } from '@trame/domain'

/** What of a row can be chosen: alerts that nobody has acknowledged; of an incident, all of those. */
export const choosable = ({ first, folded }: AlertRow): readonly string[] =>
  folded ? folded.openIds : first.status === 'open' ? [first.id] : []

/** Of what a row offers, whether all, some or nothing is chosen. */
export function chosenOf(row: AlertRow, selected: ReadonlySet<string>): 'all' | 'some' | 'none' {
  const ids = choosable(row)
  const chosen = ids.filter((id) => selected.has(id)).length
  if (chosen === 0) return 'none'
  return chosen === ids.length ? 'all' : 'some'
}

/** The incidents whose open alerts are all chosen, and the chosen alerts of no such incident. */
export function chosenTogether(rows: readonly AlertRow[], selected: ReadonlySet<string>) {
  const whole = rows.filter((row) => row.folded && chosenOf(row, selected) === 'all')
  const within = new Set(whole.flatMap(choosable))
  return {
    ids: rows.flatMap(choosable).filter((id) => selected.has(id)),
    incidents: whole.map(({ folded }) => folded!.incident),
    alone: rows.flatMap(choosable).filter((id) => selected.has(id) && !within.has(id)),
  }
}

/** In which incident an alert that can be chosen is seen; null: in none. */
export function seenIn(rows: readonly AlertRow[], id: string): string | null {
  const row = rows.find((each) => choosable(each).includes(id))
  return row?.folded?.incident.id ?? row?.first.incidentId ?? null
}
