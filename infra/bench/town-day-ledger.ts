import { readFileSync } from 'node:fs'

/** What the simulator wrote, as it is in its file: an import of its types would be a mistake shared. */
export type Line =
  | { kind: 'uplinks'; from: string; until: string; devices: Record<string, Record<string, number>> }
  | { kind: 'truth'; at: string; device: string; asset: string; what: string; was: string; is: string }
  | { kind: 'downlink'; at: string; device: string; id: string; step: string; detail?: unknown }
  | { kind: 'story'; at: string; story: string; step: string }

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
}

/** How long each asset was in one of these states. */
export function spellsOf(ledger: readonly Line[], what: string, states: readonly string[]): Spell[] {
  const spells: Spell[] = []
  const open = new Map<string, Spell>()
  for (const { asset, at, is, what: of } of linesOf(ledger, 'truth')) {
    if (of !== what) continue
    const known = open.get(asset)
    const inside = states.includes(is)
    if (inside && !known) {
      const spell = { asset, from: Date.parse(at), until: Number.POSITIVE_INFINITY }
      open.set(asset, spell)
      spells.push(spell)
    } else if (!inside && known) {
      known.until = Date.parse(at)
      open.delete(asset)
    }
  }
  return spells
}
