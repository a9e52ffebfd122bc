import type { CommandState } from './command/state.ts'
import { signText, unknownText } from './sign-text.ts'

/** The last order for a sign, by whoever gave it. */
export interface SignOrder {
  text: string
  until: number
  requestedAt: number
  state: CommandState
  /** By the platform on its own; else by a person or a scenario, who go before it. */
  automatic: boolean
}

export interface SignNow {
  /** Code of the text that the indicator wants, and since when. */
  wanted: { code: number; at: number } | null
  lastOrder: SignOrder | null
}

/** A sign that is no longer told anything falls back to "---" within this. */
export const signLeaseMs = 30 * 60_000
/** Older than this, what the indicator says is not shown. */
const staleMs = 10 * 60_000
const againAfterMs = 2 * 60_000
const failed: ReadonlySet<CommandState> = new Set([
  'expired',
  'failed',
  'unknown',
  'unconfirmed',
  'cancelled',
])

/**
 * What an automatic sign has to be told now, or null: nothing. It is told when the wanted text changes, before its lease
 * ends, and again after an order that came to nothing. An order of a person stands until its own end.
 */
export function signToShow(
  { wanted, lastOrder }: SignNow,
  now: number,
): { text: string; until: number } | null {
  const fresh = wanted !== null && now - wanted.at <= staleMs
  const text = (fresh ? signText(wanted.code) : null) ?? unknownText
  const order = { text, until: now + signLeaseMs }
  const inForce = lastOrder !== null && lastOrder.until > now && !failed.has(lastOrder.state)
  if (lastOrder === null || !inForce) {
    // It shows "---" by itself when nothing is in force.
    if (text === unknownText) return null
    const tried = lastOrder?.automatic === true && lastOrder.text === text && failed.has(lastOrder.state)
    return tried && now - lastOrder.requestedAt < againAfterMs ? null : order
  }
  if (!lastOrder.automatic) return null
  if (lastOrder.text !== text) return order
  return text !== unknownText && lastOrder.until - now < signLeaseMs / 2 ? order : null
}
