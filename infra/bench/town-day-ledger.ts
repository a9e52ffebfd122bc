import { readFileSync } from 'node:fs'

/** What the simulator wrote, as it is in its file: an import of its types would be a mistake shared. */
export type Line =
  | { kind: 'uplinks'; from: string; until: string; devices: Record<string, Record<string, number>> }
  | { kind: 'truth'; at: string; device: string; asset: string; what: string; was: string; is: string }
  | { kind: 'silence'; from: string; until: string; device: string; asset: string; certain: boolean }
  | { kind: 'downlink'; at: string; device: string; id: string; step: string; detail?: unknown }
  | { kind: 'story'; at: string; story: string; step: string }
  | { kind: 'live'; at: string }

export const readLedger = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

export type LineOf<K extends Line['kind']> = Extract<Line, { kind: K }>
export const linesOf = <K extends Line['kind']>(ledger: readonly Line[], kind: K): LineOf<K>[] =>
  ledger.filter((line): line is LineOf<K> => line.kind === kind)

export interface Spell {
  asset: string
  from: number
  /** Infinity: it still is so. */
  until: number
  /** Longest stretch beyond the limit that raises. */
  longestMs: number
}

export interface Bands {
  what: string
  /** States beyond the limit that raises an alert. */
  raise: readonly string[]
  /** States between the limit that clears it and the one that raises it. */
  hold?: readonly string[]
}

/** How long each asset was beyond a limit: from its first state that raises to the first that holds it up no longer. */
export function spellsOf(ledger: readonly Line[], { what, raise, hold = [] }: Bands, end: number): Spell[] {
  const spells: Spell[] = []
  const open = new Map<string, Spell>()
  const since = new Map<string, number>()
  const lines = linesOf(ledger, 'truth')
    .filter((line) => line.what === what)
    .map((line) => ({ ...line, time: Date.parse(line.at) }))
    .sort((a, b) => a.time - b.time)
  const rest = (asset: string, at: number) => {
    const [spell, from] = [open.get(asset), since.get(asset)]
    if (spell && from !== undefined) spell.longestMs = Math.max(spell.longestMs, at - from)
    since.delete(asset)
  }
  for (const { asset, time, is } of lines) {
    if (raise.includes(is)) {
      if (!since.has(asset)) since.set(asset, time)
      if (open.has(asset)) continue
      const spell = { asset, from: time, until: Number.POSITIVE_INFINITY, longestMs: 0 }
      open.set(asset, spell)
      spells.push(spell)
      continue
    }
    rest(asset, time)
    const spell = open.get(asset)
    if (!spell || hold.includes(is)) continue
    spell.until = time
    open.delete(asset)
  }
  for (const asset of open.keys()) rest(asset, end)
  return spells
}
