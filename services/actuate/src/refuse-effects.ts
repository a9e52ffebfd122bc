import type { DeviceModel, Frame } from '@trame/devices'
import { commandKind, type ErrorCode, orderedValue } from '@trame/domain'
import { type Effect, effectsOf, hasActuator } from './effects.ts'
import type { CommandToEncode } from './encode.ts'

type Refused = [code: ErrorCode, detail: string]

/** Null when the bytes do what was ordered, within the envelope, and nothing else. */
export function refuseEffects(command: CommandToEncode, model: DeviceModel, frame: Frame): Refused | null {
  const effects = effectsOf(model, frame)
  // Bytes that no command of the model explains could be anything.
  if (effects.length === 0 && hasActuator(model))
    return ['command_out_of_envelope', `no command of ${model.id} reads these bytes`]
  for (const effect of effects) {
    const refused = refuseEffect(command, effect)
    if (refused) return refused
  }
  return null
}

function refuseEffect(command: CommandToEncode, effect: Effect): Refused | null {
  switch (effect.moves) {
    case 'nothing':
      return null
    case 'perhaps':
      return command.kind === 'device.configure'
        ? null
        : ['command_out_of_envelope', `${effect.command} is a matter of device.configure`]
    case 'light':
      return refuseLight(command, effect.level)
    case 'valve':
      return refuseValve(command, effect)
    case 'opening':
      return refuseValue(command, 'vent.move', effect.percent, 1)
    case 'heat':
      return refuseValue(command, 'heating.setpoint', effect.celsius, 0.26)
    case 'relay':
      if (!effect.on || (command.kind === 'relay.set' && command.parameters.on === true)) return null
      return ['command_out_of_envelope', 'it would switch an output']
  }
}

function refuseLight(
  { kind, parameters, leaseUntil, situation }: CommandToEncode,
  level: number,
): Refused | null {
  const { min, max, safe } = commandKind('light.dim').envelope!
  if (!(level >= min && level <= max)) return ['command_out_of_envelope', `level ${level}`]
  if (level === safe) return null
  if (kind !== 'light.dim' || Math.abs(level - orderedValue(kind, parameters)!) > 1)
    return ['command_out_of_envelope', `it would dim to ${level} %`]
  const live = leaseUntil !== null && leaseUntil.getTime() > situation.now
  if (!live) return ['command_out_of_envelope', `${level} % (floor ${situation.floor} %) without a lease`]
  return null
}

function refuseValve(
  { kind, parameters, leaseUntil, situation }: CommandToEncode,
  { open, seconds }: { open: boolean; seconds: number | null },
): Refused | null {
  if (!open) return null
  if (kind !== 'valve.set' || parameters.open !== true)
    return ['command_out_of_envelope', 'it would open a valve']
  const most = commandKind('valve.set').envelope!.maxAwayMs! / 1000
  if (seconds !== null && seconds > most) return ['command_out_of_envelope', `open for ${seconds} s`]
  const live = leaseUntil !== null && leaseUntil.getTime() > situation.now
  return live ? null : ['command_out_of_envelope', 'open without a lease']
}

/** What moves between two ends of an envelope: only as ordered, or to the safe side. */
function refuseValue(
  { kind, parameters }: CommandToEncode,
  own: 'vent.move' | 'heating.setpoint',
  value: number,
  tolerance: number,
): Refused | null {
  const { min, max } = commandKind(own).envelope!
  if (!(value >= min && value <= max)) return ['command_out_of_envelope', `${value} by ${own}`]
  if (kind === own && Math.abs(value - orderedValue(kind, parameters)!) <= tolerance) return null
  return ['command_out_of_envelope', `it would be ${own} to ${value}`]
}
