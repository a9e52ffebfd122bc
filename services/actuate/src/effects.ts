import type { DeviceModel, Frame } from '@trame/devices'

/** What the bytes of a frame move, read back from the bytes themselves. */
export type Effect =
  | { moves: 'light'; level: number }
  | { moves: 'valve'; open: boolean; seconds: number | null }
  | { moves: 'relay'; on: boolean }
  /** A leaf or a spindle, to a part of its way. */
  | { moves: 'opening'; percent: number }
  | { moves: 'heat'; celsius: number }
  /** Back to local control, questions, settings that move nothing. */
  | { moves: 'nothing'; command: string }
  /** Local schedules, drivers' memory, firmware: it may move something, and nobody can say what from here. */
  | { moves: 'perhaps'; command: string }

type Reader = (parameters: Record<string, unknown>) => Effect[]

const light = (level: unknown): Effect[] =>
  typeof level === 'number' ? [{ moves: 'light', level }] : [{ moves: 'nothing', command: 'resume' }]

/** Commands of models that move something. A new one belongs here, or into `settings` or `perhaps`: a test asks. */
export const movers: Readonly<Record<string, Reader>> = {
  dim: ({ level }) => light(level),
  dimFor: ({ level }) => light(level),
  dimSeveral: ({ destination }) =>
    (destination as { dimming_level__percent: unknown }[]).flatMap((one) =>
      light(one.dimming_level__percent),
    ),
  setValve: ({ open, seconds }) => [
    { moves: 'valve', open: open === true, seconds: typeof seconds === 'number' ? seconds : null },
  ],
  setValvePosition: ({ percent }) => [{ moves: 'opening', percent: Number(percent) }],
  setRoomTemperature: ({ celsius }) => [{ moves: 'heat', celsius: Number(celsius) }],
  switchOpenDrain: ({ on }) => [{ moves: 'relay', on: on === true }],
}

/** They change what the device does by itself: only as `device.configure`, agreed by two persons. */
export const mayMove: ReadonlySet<string> = new Set([
  'commandDrivers',
  'writeDriverMemory',
  'setOpenDrainSchedule',
  'setProfile',
  'setCalendar',
  'setDefaults',
  'setLegacyDefaults',
  'setFallbackLevel',
  'setHolidays',
  'setTime',
  'setLocation',
  'setFade',
  'setLdrInput',
  'setDigInput',
  'setDigInputLegacy',
  'setLightSensor',
  'setInterfaceType',
  'setLumalink',
  'setMulticast',
  'setMulticastCounter',
  'clearMulticast',
  'clearProfiles',
  'clearHolidays',
  'clearDigInput',
  'clearLdrInput',
  'clearLightSensor',
  'disableDigInput',
  'disableLightSensor',
  'addressDriver',
  'updateFirmware',
  'factoryReset',
  'operate',
  'setMotorRange',
  'setOpeningPoint',
  'setTemperatureDrop',
  'setController',
  'setFlowOffset',
  'setExternalExpiry',
  'tellRoomTemperature',
  'recalibrate',
  'setDigit',
  'sendRaw',
])

/** Empty: no command of this model reads these bytes. */
export function effectsOf(model: DeviceModel, frame: Frame): Effect[] {
  const effects: Effect[] = []
  for (const [name, command] of Object.entries(model.commands ?? {})) {
    const parameters = readBack(command.decode, frame)
    if (parameters === undefined) continue
    const mover = movers[name]
    if (mover) effects.push(...mover(parameters))
    else effects.push({ moves: mayMove.has(name) ? 'perhaps' : 'nothing', command: name })
  }
  return effects
}

function readBack(decode: (frame: Frame) => unknown, frame: Frame): Record<string, unknown> | undefined {
  try {
    return decode(frame) as Record<string, unknown> | undefined
  } catch {
    return undefined
  }
}

export const hasActuator = (model: DeviceModel) =>
  Object.keys(model.commands ?? {}).some((name) => Object.hasOwn(movers, name))
