import { z } from 'zod'
import type { ObservedPropertyId } from '../observed-properties.ts'
import type { Role } from '../resources/access.ts'
import { Instant } from '../resources/common.ts'
import { signCode } from '../sign-text.ts'

/** A command of a device model (`packages/devices`) that carries out a kind; the first that the model has is taken. */
export interface ModelCommand {
  name: string
  parameters: Record<string, unknown>
  /** The device ends it by itself, whatever happens to us. */
  local?: boolean
}

export interface Envelope {
  /** What is ordered, and what is looked at to know whether the data is fresh. */
  property: ObservedPropertyId
  min: number
  max: number
  /** Most that an order may differ from the value now, per minute since the last order. */
  slewPerMinute?: number
  /** With old data, only this value is allowed. */
  safe: number
  /** Longest time away from the safe state; the way back is ordered with the way out. */
  maxAwayMs?: number
  /** The floor is the asset's own (`lampFloor`): under it only with a lease. */
  lampFloor?: true
}

export interface CommandKind {
  fr: string
  en: string
  parameters: z.ZodType<Record<string, unknown>>
  /** The least role that may ask for it. */
  role: Role
  idempotent: boolean
  /** The newest order for a device takes the place of an older one of the same group; null: each stands for itself. */
  group: string | null
  /** Another person has to agree, whatever the parameters (`twoPersonsFor` in envelope.ts adds cases). */
  twoPersons: boolean
  /** Entry points besides the API and bulk orders, where a person or a key asks. */
  automatic: boolean
  expiryMs: number
  maxAttempts: number
  /** Between two orders to the same device. */
  pauseMs: number
  envelope?: Envelope
  /** The ordered value of the envelope. */
  value?(parameters: Record<string, never>): number
  /** Without a level of its own, this is the safe state: local control. */
  restores?: true
  expects?(parameters: Record<string, never>): Partial<Record<ObservedPropertyId, number>>
  modelCommands?(parameters: Record<string, never>, minutesLeft: number): ModelCommand[]
}

const minute = 60_000
const percent = z.number().min(0).max(100)
const usual = {
  role: 'operator',
  idempotent: true,
  twoPersons: false,
  automatic: true,
  expiryMs: 10 * minute,
  maxAttempts: 3,
  pauseMs: 5_000,
} as const

/** Gives back the definition with its parameters as one type: a table of kinds can't be generic in each. */
function kind<P extends Record<string, unknown>>(
  definition: Omit<CommandKind, 'parameters' | 'value' | 'expects' | 'modelCommands'> & {
    parameters: z.ZodType<P>
    value?(parameters: P): number
    expects?(parameters: P): Partial<Record<ObservedPropertyId, number>>
    modelCommands?(parameters: P, minutesLeft: number): ModelCommand[]
  },
): CommandKind {
  return definition as unknown as CommandKind
}

/** What two lines of a panel hold; nothing that a driver would see as a gap or a box. */
const signLine = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}\p{P}\p{S} ]+$/u, 'letters, digits, punctuation and spaces')

const modelCommand = z.strictObject({
  command: z.string().min(1).max(60),
  parameters: z.record(z.string(), z.unknown()).default({}),
})

/** Every kind of command there is. Absolute and idempotent wherever the thing allows it (reliability.md D15). */
export const commandKinds = {
  'light.dim': kind({
    ...usual,
    fr: 'Graduer jusqu’à une heure',
    en: 'Dim until a time',
    parameters: z.strictObject({ level: percent, until: Instant }),
    group: 'light',
    envelope: {
      property: 'light.level',
      min: 0,
      max: 100,
      safe: 100,
      maxAwayMs: 12 * 60 * minute,
      lampFloor: true,
    },
    value: ({ level }) => level,
    expects: ({ level }) => ({ 'light.level': level }),
    modelCommands: ({ level }, minutesLeft) =>
      minutesLeft <= 255
        ? [{ name: 'dimFor', parameters: { level: Math.round(level), minutes: minutesLeft }, local: true }]
        : [{ name: 'dim', parameters: { level: Math.round(level) } }],
  }),
  'light.resume': kind({
    ...usual,
    fr: 'Rendre à l’horloge',
    en: 'Back to the calendar',
    parameters: z.strictObject({}),
    role: 'agent',
    group: 'light',
    maxAttempts: 50,
    restores: true,
    modelCommands: () => [{ name: 'resume', parameters: {} }],
  }),
  'valve.set': kind({
    ...usual,
    fr: 'Ouvrir ou fermer la vanne',
    en: 'Open or close the valve',
    parameters: z.union([
      z.strictObject({ open: z.literal(false), valve: z.int().min(1).max(2).default(1) }),
      z.strictObject({
        open: z.literal(true),
        valve: z.int().min(1).max(2).default(1),
        seconds: z.int().min(1).max(14_400),
      }),
    ]),
    group: 'valve',
    maxAttempts: 50,
    envelope: { property: 'valve.open', min: 0, max: 1, safe: 0, maxAwayMs: 240 * minute },
    value: ({ open }) => Number(open),
    expects: ({ open }) => ({ 'valve.open': Number(open) }),
    modelCommands: (order) => [
      { name: 'setValve', parameters: { ...order }, local: true },
      { name: 'setValve', parameters: { open: order.open } },
    ],
  }),
  'relay.set': kind({
    ...usual,
    fr: 'Commuter la sortie',
    en: 'Switch the output',
    parameters: z.strictObject({ on: z.boolean() }),
    group: 'relay',
    envelope: { property: 'relay.on', min: 0, max: 1, safe: 0 },
    value: ({ on }) => Number(on),
    expects: ({ on }) => ({ 'relay.on': Number(on) }),
    modelCommands: ({ on }) => [{ name: 'switchOpenDrain', parameters: { on } }],
  }),
  'heating.setpoint': kind({
    ...usual,
    fr: 'Consigne de chauffage',
    en: 'Heating set-point',
    parameters: z.strictObject({ celsius: z.number() }),
    group: 'heating',
    expiryMs: 30 * minute,
    pauseMs: minute,
    // domain.md 15.1: frost guard at 5; 19 when occupied. 0.2 K a minute is 4 K in twenty minutes.
    envelope: { property: 'heating.setpoint', min: 5, max: 26, slewPerMinute: 0.2, safe: 16 },
    value: ({ celsius }) => celsius,
    expects: ({ celsius }) => ({ 'heating.setpoint': celsius }),
    modelCommands: ({ celsius }) => [{ name: 'setRoomTemperature', parameters: { celsius } }],
  }),
  'vent.move': kind({
    ...usual,
    fr: 'Ouvrir les ouvrants',
    en: 'Move the vents',
    parameters: z.strictObject({ percent }),
    group: 'vent',
    // A drive that lives on a battery hears after its own message, every ten minutes.
    expiryMs: 25 * minute,
    // domain.md 15.2: five minutes between moves.
    pauseMs: 5 * minute,
    envelope: { property: 'valve.position', min: 0, max: 100, safe: 0 },
    value: ({ percent }) => percent,
    expects: ({ percent }) => ({ 'valve.position': percent }),
    modelCommands: ({ percent }) => [
      { name: 'setValvePosition', parameters: { percent: Math.round(percent) } },
    ],
  }),
  'sign.show': kind({
    ...usual,
    fr: 'Texte du panneau',
    en: 'Text of the sign',
    // The sign falls back to "---" by itself at `until`: a text that nobody renews is not believed for ever.
    parameters: z.strictObject({ text: signLine, until: Instant }),
    group: 'sign',
    expects: ({ text }) => ({ 'sign.shown': signCode(text) }),
  }),
  'lock.unlock': kind({
    ...usual,
    fr: 'Déverrouiller',
    en: 'Unlock',
    parameters: z.strictObject({}),
    role: 'agent',
    idempotent: false,
    group: null,
    expiryMs: minute,
    maxAttempts: 3,
  }),
  'irrigation.dose': kind({
    ...usual,
    fr: 'Arroser une dose',
    en: 'Give a dose of water',
    parameters: z.strictObject({ litres: z.number().positive().max(5_000) }),
    idempotent: false,
    group: null,
    expiryMs: 60 * minute,
  }),
  'device.restart': kind({
    ...usual,
    fr: 'Redémarrer l’appareil',
    en: 'Restart the device',
    parameters: z.strictObject({}),
    idempotent: false,
    automatic: false,
    group: null,
    modelCommands: () => [
      { name: 'restart', parameters: {} },
      { name: 'reboot', parameters: {} },
      { name: 'reset', parameters: {} },
    ],
  }),
  'device.request': kind({
    ...usual,
    fr: 'Interroger l’appareil',
    en: 'Ask the device',
    parameters: modelCommand,
    role: 'agent',
    group: null,
    modelCommands: ({ command, parameters }) => [{ name: command, parameters }],
  }),
  'device.configure': kind({
    ...usual,
    fr: 'Configurer l’appareil',
    en: 'Configure the device',
    parameters: modelCommand,
    role: 'administrator',
    automatic: false,
    twoPersons: true,
    group: null,
    expiryMs: 24 * 60 * minute,
    modelCommands: ({ command, parameters }) => [{ name: command, parameters }],
  }),
  'device.raw': kind({
    ...usual,
    fr: 'Trame brute',
    en: 'Raw downlink',
    parameters: z.strictObject({
      fPort: z.int().min(1).max(223),
      hex: z.string().regex(/^([0-9a-f]{2}){1,242}$/, 'hex digits in pairs, lower case'),
    }),
    role: 'administrator',
    automatic: false,
    idempotent: false,
    twoPersons: true,
    group: null,
    expiryMs: 24 * 60 * minute,
  }),
} as const satisfies Record<string, CommandKind>

export type CommandKindId = keyof typeof commandKinds
export const commandKindIds = Object.keys(commandKinds) as [CommandKindId, ...CommandKindId[]]
export const isCommandKind = (id: string): id is CommandKindId => Object.hasOwn(commandKinds, id)
export const commandKind = (id: CommandKindId): CommandKind => commandKinds[id]
/** Model commands that only ask: everything else under `device.request` is refused by the encoder. */
export const isRequest = (name: string) => /^(request|query|ask|read|identify)/.test(name)
