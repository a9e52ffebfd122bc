import type { CommandKindId } from '@trame/domain'

/** Kinds that the panel draws; the others (raw frames, settings of a model) are a matter of the API. */
export const drawnKinds = [
  'light.dim',
  'light.resume',
  'valve.set',
  'vent.move',
  'heating.setpoint',
  'relay.set',
  'lock.unlock',
] as const satisfies CommandKindId[]
export type DrawnKind = (typeof drawnKinds)[number]
