/** One line of the table: what the ledger leads one to expect, what the platform has, and where they differ. */
export interface Verdict {
  what: string
  expected: number
  found: number
  faults: string[]
  note?: string
}

const shown = 8

/** Prints the table; true when nothing is at fault. */
export function printVerdicts(verdicts: readonly Verdict[]): boolean {
  const width = Math.max(...verdicts.map(({ what }) => what.length))
  console.log(`${'what'.padEnd(width)} | expected |    found | faults | note`)
  console.log(`${'-'.repeat(width)}-|----------|----------|--------|-----`)
  for (const { what, expected, found, faults, note = '' } of verdicts)
    console.log(
      `${what.padEnd(width)} | ${String(expected).padStart(8)} | ${String(found).padStart(8)} | ${String(faults.length).padStart(6)} | ${note}`,
    )
  for (const { what, faults } of verdicts)
    if (faults.length > 0)
      console.log(
        `${what}: ${faults.slice(0, shown).join('; ')}${faults.length > shown ? `; ${faults.length - shown} more` : ''}`,
      )
  return verdicts.every(({ faults }) => faults.length === 0)
}
