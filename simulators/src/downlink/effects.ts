import type { DeviceModel, Frame } from '@trame/devices'
import { isObservedProperty, type ObservedPropertyId, signCode } from '@trame/domain'
import type { Order } from './orders.ts'

export interface Effect {
  /** The command as its model, or the envelope, names it. */
  name: string
  parameters: Record<string, unknown>
  orders: Order[]
}

type Parameters = Record<string, unknown>
type Reading = (parameters: Parameters, at: number) => Order[]

const minuteMs = 60_000
const set = (what: Order['what'], value: number | null, at: number, forMs?: number): Order[] => [
  { at, what, value, until: forMs === undefined ? null : at + forMs },
]
const num = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
const length = (value: unknown, unitMs: number) => {
  const count = num(value)
  return count === undefined ? undefined : count * unitMs
}
const interval =
  (name: string): Reading =>
  (parameters, at) =>
    set('interval', (num(parameters[name]) ?? 900) * 1000, at)

/** What the commands of our models change in the world; a command that is not here changes nothing that is measured. */
const readings: Record<string, Reading> = {
  dim: ({ level }, at) => set('light.level', num(level) ?? null, at),
  dimFor: ({ level, minutes }, at) => set('light.level', num(level) ?? null, at, length(minutes, minuteMs)),
  resume: (_, at) => set('light.level', null, at),
  switchOpenDrain: ({ on }, at) => set('relay.on', Number(on === true), at),
  setValve: ({ open, seconds }, at) => set('valve.open', Number(open === true), at, length(seconds, 1000)),
  setValvePosition: ({ percent }, at) => set('vent.position', num(percent) ?? null, at),
  setRoomTemperature: ({ celsius }, at) => set('heating.setpoint', num(celsius) ?? null, at),
  setReportInterval: interval('seconds'),
  setStatusInterval: interval('status_interval__s'),
}

/** Reads a downlink as the device's firmware would; undefined when it is none of the model's commands. */
export function effectOfFrame(model: DeviceModel, frame: Frame, at: number): Effect | undefined {
  for (const [name, command] of Object.entries(model.commands ?? {})) {
    const parameters = decoded(command, frame)
    if (parameters === undefined) continue
    return { name, parameters, orders: readings[name]?.(parameters, at) ?? [] }
  }
  return undefined
}

function decoded(
  command: NonNullable<DeviceModel['commands']>[string],
  frame: Frame,
): Parameters | undefined {
  try {
    return command.decode(frame) as Parameters | undefined
  } catch {
    // Bytes of another command may look like the beginning of this one.
    return undefined
  }
}

/** The kinds of the platform that a device of its own kind understands as they are. */
const kinds: Record<string, Reading> = {
  'vent.move': ({ percent }, at) => set('vent.position', num(percent) ?? null, at),
  'heating.setpoint': ({ celsius }, at) => set('heating.setpoint', num(celsius) ?? null, at),
  'light.dim': ({ level, until }, at) => [
    { at, what: 'light.level', value: num(level) ?? null, until: endOf(until) },
  ],
  'light.resume': (_, at) => set('light.level', null, at),
  'valve.set': ({ open, seconds }, at) => set('valve.open', Number(open === true), at, length(seconds, 1000)),
  'relay.set': ({ on }, at) => set('relay.on', Number(on === true), at),
  'sign.show': ({ text, until }, at) =>
    typeof text === 'string' ? [{ at, what: 'sign.shown', value: signCode(text), until: endOf(until) }] : [],
  'lock.unlock': (_, at) => set('lock.state', 0, at, 90 * minuteMs),
}

function endOf(until: unknown) {
  const end = typeof until === 'string' ? Date.parse(until) : Number.NaN
  return Number.isFinite(end) ? end : null
}

/**
 * Reads the body of a command to a device that speaks JSON: `{"kind":"vent.move","parameters":{"percent":50}}`
 * (`command` or `name` in place of `kind`), or bare properties, `{"vent.position":50}`, where null gives back.
 */
export function effectOfBody(body: unknown, at: number): Effect | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const { kind, command, name, parameters, ...rest } = body as Parameters
  const called = [kind, command, name].find((text) => typeof text === 'string') as string | undefined
  if (called !== undefined) {
    const given = (typeof parameters === 'object' && parameters !== null ? parameters : rest) as Parameters
    const reading = kinds[called] ?? readings[called]
    return reading ? { name: called, parameters: given, orders: reading(given, at) } : undefined
  }
  const orders = Object.entries(body).flatMap(([key, value]) =>
    isObservedProperty(key) && (value === null || num(value) !== undefined)
      ? set(sameThing[key] ?? key, value as number | null, at)
      : [],
  )
  return orders.length > 0 ? { name: 'set', parameters: body as Parameters, orders } : undefined
}

const sameThing: Partial<Record<ObservedPropertyId, ObservedPropertyId>> = {
  'valve.position': 'vent.position',
}
