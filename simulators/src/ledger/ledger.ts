import { appendFileSync, renameSync, statSync } from 'node:fs'

/**
 * Ground truth, one JSON object a line, that the platform never reads. `uplinks` lines count messages per device over a
 * stretch of simulated time; every other line is one thing that happened, at its simulated time.
 */
export type LedgerEntry =
  | {
      kind: 'uplinks'
      from: string
      until: string
      devices: Record<string, Partial<Record<UplinkOutcome, number>>>
    }
  | { kind: 'truth'; at: string; device: string; asset: string; what: string; was: string; is: string }
  /** Not heard from one instant to the next for longer than six intervals; `certain`: nor did anything of it come late. */
  | { kind: 'silence'; from: string; until: string; device: string; asset: string; certain: boolean }
  /** A gateway heard nobody; noted with the first frame that it missed. */
  | { kind: 'outage'; gateway: string; from: string; until: string }
  /** How far its clock is from the truth, and what it gains in a second; noted at each start. */
  | { kind: 'gatewayClock'; gateway: string; is: string }
  | { kind: 'downlink'; at: string; device: string; id: string; step: DownlinkStep; detail?: unknown }
  | { kind: 'tour'; at: string; tour: string; date: string; step: 'followed' | 'dropped'; stops: number }
  | { kind: 'story'; at: string; story: string; step: 'began' | 'ended' }
  /** From here on simulated time is real time. */
  | { kind: 'live'; at: string }

/** `late` when it has arrived, not when it was said. */
export type UplinkOutcome = 'sent' | 'unheard' | 'lost' | 'twice' | 'late' | 'garbage'
export type DownlinkStep =
  | 'queued'
  | 'expired'
  | 'refused'
  | 'sent'
  | 'unheard'
  | 'obeyed'
  | 'ignored'
  | 'notUnderstood'
  | 'acknowledged'
  | 'notAcknowledged'

export interface Ledger {
  note(entry: LedgerEntry): void
  count(device: string, outcome: UplinkOutcome): void
  /** Remembers how something is; notes it when that differs from before. */
  observe(device: string, asset: string, at: number, states: Record<string, string>): void
  /** Writes what is held: the counts are those between these two instants. */
  flush(from: number, until: number): void
}

const largest = 200_000_000
export const instant = (at: number) => new Date(at).toISOString()

/** Over anything that takes lines: a file, or a list in a test. */
export function createLedger(write: (lines: string) => void): Ledger {
  let lines = ''
  let counts: Record<string, Partial<Record<UplinkOutcome, number>>> = {}
  const known = new Map<string, string>()
  const note = (entry: LedgerEntry) => {
    lines += `${JSON.stringify(entry)}\n`
  }

  return {
    note,
    count(device, outcome) {
      const of = counts[device] ?? {}
      counts[device] = { ...of, [outcome]: (of[outcome] ?? 0) + 1 }
    },
    observe(device, asset, at, states) {
      for (const [what, is] of Object.entries(states)) {
        const was = known.get(`${device}/${what}`)
        if (was === is) continue
        known.set(`${device}/${what}`, is)
        note({ kind: 'truth', at: instant(at), device, asset, what, was: was ?? 'unknown', is })
      }
    },
    flush(from, until) {
      if (Object.keys(counts).length > 0)
        note({ kind: 'uplinks', from: instant(from), until: instant(until), devices: counts })
      counts = {}
      if (lines) write(lines)
      lines = ''
    },
  }
}

/** One file of the past is kept, so that a town which runs for years fills no disk. */
export function ledgerFile(path: string): Ledger {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(path, `${path}.1`)
  return createLedger((text) => appendFileSync(path, text, { mode: 0o600 }))
}
