import type { CommandTarget, Expectation } from '@trame/database'
import { bytesOf, type Command, type DeviceModel, deviceModel, type Frame } from '@trame/devices'
import {
  type AddressedDownlink,
  type CommandKindId,
  checkEnvelope,
  commandKind,
  type EnvelopeRefusal,
  type ErrorCode,
  isRequest,
  leaseEnd,
  type Situation,
  selfDescribingModelId,
} from '@trame/domain'
import { refuseEffects } from './refuse-effects.ts'

export interface CommandToEncode {
  kind: CommandKindId
  parameters: Record<string, unknown>
  expiresAt: Date
  /** End of its lease, when it has one. */
  leaseUntil: Date | null
  target: Pick<CommandTarget, 'modelId' | 'network'>
  situation: Situation
}

export type Encoding =
  | {
      ok: true
      payload: AddressedDownlink['payload']
      fPort: number | null
      bytes: Uint8Array
      expects: Expectation[]
      /** The device ends it by itself. */
      local: boolean
    }
  | { ok: false; code: ErrorCode; detail: string }

const codes: Record<EnvelopeRefusal['code'], ErrorCode> = {
  outOfEnvelope: 'command_out_of_envelope',
  staleData: 'command_stale_data',
  tooFast: 'command_too_fast',
  leaseTooLong: 'command_lease_too_long',
}

/**
 * The last encoder before the wire. Whatever came in, and by whatever way: the parameters are checked again, and then the
 * bytes are read back with the device's own model and checked once more for what they would do.
 */
export function encode(command: CommandToEncode): Encoding {
  const { kind, target, situation } = command
  const parsed = commandKind(kind).parameters.safeParse(command.parameters)
  if (!parsed.success) return refuse('invalid', parsed.error.issues.map(({ message }) => message).join('; '))
  const parameters = parsed.data
  const refusal = checkEnvelope(kind, parameters, situation)
  if (refusal) return refuse(codes[refusal.code], refusal.detail)
  const ends = leaseEnd(kind, parameters, situation.now) !== null
  if (ends && (command.leaseUntil === null || command.leaseUntil.getTime() <= situation.now))
    return refuse('command_out_of_envelope', 'without a lease, nothing would bring it back')
  if (target.network === 'mqtt') return encodeJson(command, parameters)
  const model = deviceModel(target.modelId)
  if (!model) return refuse('command_unsupported', `${target.modelId} has no commands that we can check`)
  return encodeFrame(command, parameters, model)
}

function encodeJson({ kind, target }: CommandToEncode, parameters: Record<string, unknown>): Encoding {
  if (target.modelId !== selfDescribingModelId || kind.startsWith('device.'))
    return refuse('command_unsupported', `${target.modelId} over MQTT takes no ${kind}`)
  const body = { kind, parameters }
  const expected = commandKind(kind).expects?.(parameters as Record<string, never>) ?? {}
  return {
    ok: true,
    payload: { type: 'json', body },
    fPort: null,
    bytes: Buffer.from(JSON.stringify(body)),
    expects: Object.entries(expected).map(([property, value]) => expectation(property, property, value)),
    local: 'until' in parameters || 'seconds' in parameters,
  }
}

function encodeFrame(
  command: CommandToEncode,
  parameters: Record<string, unknown>,
  model: DeviceModel,
): Encoding {
  const made =
    command.kind === 'device.raw'
      ? { frame: rawFrame(parameters), expects: [] as Expectation[], local: false }
      : frameOf(command, parameters, model)
  if (!made) return refuse('command_unsupported', `${model.id} has no command for ${command.kind}`)
  if (made === 'notARequest') return refuse('command_unsupported', 'only questions: ask for device.configure')
  const refused = refuseEffects({ ...command, parameters }, model, made.frame)
  if (refused) return refuse(...refused)
  const { fPort, bytes } = made.frame
  return {
    ok: true,
    payload: { type: 'frame', fPort, bytes, confirmed: true },
    fPort,
    bytes,
    expects: made.expects,
    local: made.local,
  }
}

function frameOf(
  { kind, expiresAt, leaseUntil }: CommandToEncode,
  parameters: Record<string, unknown>,
  model: DeviceModel,
): { frame: Frame; expects: Expectation[]; local: boolean } | 'notARequest' | null {
  // It may be heard as late as it expires: counted from then, the device is back before the lease is over.
  const minutesLeft = leaseUntil ? Math.floor((leaseUntil.getTime() - expiresAt.getTime()) / 60_000) : 0
  const candidates = commandKind(kind).modelCommands?.(parameters as Record<string, never>, minutesLeft) ?? []
  for (const candidate of candidates) {
    if (kind === 'device.request' && !isRequest(candidate.name)) return 'notARequest'
    const known = model.commands?.[candidate.name] as Command<string, unknown> | undefined
    const parsed = known?.parameters.safeParse(candidate.parameters)
    // A parameter that this model does not have would be lost without a word.
    if (!known || !parsed?.success || !keeps(candidate.parameters, parsed.data)) continue
    const expects = Object.entries(known.confirms?.(parsed.data) ?? {}).map(([channel, value]) =>
      expectation(channel, model.channels[channel as keyof typeof model.channels] as string, value as number),
    )
    return { frame: known.encode(parsed.data), expects, local: candidate.local === true }
  }
  return null
}

const keeps = (given: Record<string, unknown>, parsed: unknown) =>
  Object.keys(given).every((key) => Object.hasOwn(parsed as object, key))

const rawFrame = (parameters: Record<string, unknown>): Frame => ({
  fPort: parameters.fPort as number,
  bytes: bytesOf(parameters.hex as string),
})

/** How near is the wanted value: dimming curves and thermostats round. */
const tolerances: Readonly<Record<string, number>> = {
  'light.level': 2,
  'valve.position': 2,
  'heating.setpoint': 0.25,
}
const expectation = (channel: string, property: string, value: number): Expectation => ({
  channel,
  property,
  value,
  tolerance: tolerances[property] ?? 0.01,
})

const refuse = (code: ErrorCode, detail: string): Encoding => ({ ok: false, code, detail })
