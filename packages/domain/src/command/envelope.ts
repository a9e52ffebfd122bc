import { type CommandKindId, commandKind, type Envelope } from './kinds.ts'
import { nextSunrise } from './sunrise.ts'

/** What is known where a command would act. The same at the request and in the last encoder before the wire. */
export interface Situation {
  now: number
  /** Newest good value of the envelope's property. */
  latest: { value: number; at: number } | null
  /** Three expected intervals of the device. */
  staleAfterMs: number
  /** The last order that was sent to this device, of the same group. */
  lastOrder: { value: number; at: number } | null
  /** Of lamps, in percent. */
  floor: number
  position: readonly [longitude: number, latitude: number] | null
}

export type EnvelopeRefusal =
  | { code: 'outOfEnvelope'; detail: string }
  | { code: 'staleData'; detail: string }
  | { code: 'tooFast'; detail: string }
  | { code: 'leaseTooLong'; detail: string }

const minute = 60_000
/** Patience gives no more credit than this. */
const mostMinutes = 20

/** Null when the order lies in its envelope. */
export function checkEnvelope(
  id: CommandKindId,
  parameters: Record<string, unknown>,
  situation: Situation,
): EnvelopeRefusal | null {
  const { envelope } = commandKind(id)
  const value = orderedValue(id, parameters)
  if (!envelope || value === null) return null
  if (!(value >= envelope.min && value <= envelope.max))
    return { code: 'outOfEnvelope', detail: `${value} is not between ${envelope.min} and ${envelope.max}` }
  if (value === envelope.safe) return null
  const { latest, now, staleAfterMs } = situation
  if (latest === null || now - latest.at > staleAfterMs)
    return {
      code: 'staleData',
      detail: `${envelope.property} is not known well enough: only ${envelope.safe}`,
    }
  return tooFast(envelope, value, situation) ?? tooLong(id, parameters, envelope, value, situation)
}

function tooFast(
  { slewPerMinute }: Envelope,
  value: number,
  { latest, lastOrder, now }: Situation,
): EnvelopeRefusal | null {
  if (slewPerMinute === undefined) return null
  const from = lastOrder && lastOrder.at > latest!.at ? lastOrder : latest!
  // Of orders, not of reports: what was never ordered has stood still for long, however lately it said so. A clock that went
  // back gives no credit, and takes none away.
  const minutes = lastOrder ? Math.max(1, (now - lastOrder.at) / minute) : mostMinutes
  const most = slewPerMinute * Math.min(minutes, mostMinutes)
  return Math.abs(value - from.value) <= most + 1e-9
    ? null
    : { code: 'tooFast', detail: `from ${from.value} to ${value}: at most ${most.toFixed(1)} now` }
}

function tooLong(
  id: CommandKindId,
  parameters: Record<string, unknown>,
  { maxAwayMs }: Envelope,
  value: number,
  { now, position, floor }: Situation,
): EnvelopeRefusal | null {
  const until = leaseEnd(id, parameters, now)
  if (until === null || maxAwayMs === undefined) return null
  if (until <= now) return { code: 'outOfEnvelope', detail: 'it would end before it begins' }
  if (until - now > maxAwayMs)
    return { code: 'leaseTooLong', detail: `at most ${maxAwayMs / (60 * minute)} hours` }
  // D16: a lamp that is switched off at night is lit again by sunrise at the latest, whoever forgot it.
  if (id === 'light.dim' && value === 0 && floor > 0) {
    const sunrise = position ? nextSunrise(position, now) : now + 8 * 60 * minute
    if (until > sunrise)
      return { code: 'leaseTooLong', detail: `off until ${new Date(sunrise).toISOString()} at most` }
  }
  return null
}

export function orderedValue(id: CommandKindId, parameters: Record<string, unknown>): number | null {
  return commandKind(id).value?.(parameters as Record<string, never>) ?? null
}

/** When the thing is to be back by, counted from `now` where the order names a duration. Null: it may stay. */
export function leaseEnd(id: CommandKindId, parameters: Record<string, unknown>, now: number): number | null {
  if (id === 'light.dim') return Date.parse(parameters.until as string)
  if (id === 'valve.set' && parameters.open === true) return now + (parameters.seconds as number) * 1000
  return null
}

/** The order that brings it back: written in the transaction of the order that takes it away. */
export function restoreOf(
  id: CommandKindId,
  parameters: Record<string, unknown>,
): { kind: CommandKindId; parameters: Record<string, unknown> } | null {
  if (id === 'light.dim') return { kind: 'light.resume', parameters: {} }
  if (id === 'valve.set' && parameters.open === true)
    return { kind: 'valve.set', parameters: { open: false, valve: parameters.valve ?? 1 } }
  return null
}

/** Towards the safe state: allowed with old data, and to the platform itself. */
export function isSafe(id: CommandKindId, parameters: Record<string, unknown>): boolean {
  const { restores, envelope } = commandKind(id)
  return restores === true || (envelope !== undefined && orderedValue(id, parameters) === envelope.safe)
}

/** Persons who must agree, the one who asks among them. */
export function personsFor(id: CommandKindId, parameters: Record<string, unknown>): 1 | 2 {
  if (commandKind(id).twoPersons) return 2
  return id === 'light.dim' && orderedValue(id, parameters) === 0 ? 2 : 1
}
