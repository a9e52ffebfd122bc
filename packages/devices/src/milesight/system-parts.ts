import type { ByteReader } from '../byte-reader.ts'
import type { Reading } from '../define-device.ts'
import { hexOf } from '../hex.ts'

export interface Part<C extends string = string> {
  readings?: Reading<C>[]
  info?: Record<string, unknown>
}

interface SystemPart {
  read(frame: ByteReader): Part<never>
}

const says = (name: string, read: (frame: ByteReader) => unknown): SystemPart => ({
  read: (frame) => ({ info: { [name]: read(frame) } }),
})
const echo = (name: string, size: number): SystemPart => says(name, (frame) => hexOf(frame.take(size)))
const number16 = (name: string) => says(name, (frame) => frame.u16Le())
const number8 = (name: string) => says(name, (frame) => frame.u8())
const firmware = (frame: ByteReader) => `${frame.u8().toString(16)}.${frame.u8().toString(16)}`
const hardware = (frame: ByteReader) => `${frame.u8().toString(16)}.${frame.u8() >> 4}`
const protocol = (frame: ByteReader) => {
  const byte = frame.u8()
  return `${byte >> 4}.${byte & 15}`
}
const classes = ['A', 'B', 'C', 'C to B']

/** What every Milesight device says of itself (channel FF), by type. */
const identity: Record<number, SystemPart> = {
  1: says('protocol', protocol),
  8: echo('serialNumber', 6),
  9: says('hardware', hardware),
  10: says('firmware', firmware),
  11: says('poweredOn', (frame) => frame.u8() !== 0),
  15: says('lorawanClass', (frame) => classes[frame.u8()] ?? 'unknown'),
  22: echo('serialNumber', 8),
  24: echo('sensorsEnabled', 2),
  254: says('reset', (frame) => frame.u8() !== 0),
  255: says('tslVersion', (frame) => `${frame.u8()}.${frame.u8()}`),
}

/** Answers to downlinks (channel FE, or FF on older firmware) that echo the setting, by type. */
const echoes: Record<number, SystemPart> = {
  2: number16('collectionInterval'),
  3: number16('reportInterval'),
  6: echo('alarmSetting', 9),
  16: echo('reboot', 1),
  17: says('timestamp', (frame) => frame.u32Le()),
  19: number8('installHeightEnabled'),
  23: says('timeZone', (frame) => frame.i16Le()),
  26: says('co2Calibration', (frame) => {
    const mode = frame.u8()
    return mode === 2 ? { mode, value: frame.i16Le() } : { mode }
  }),
  28: echo('recollection', 2),
  29: echo('weighting', 2),
  37: echo('buttonLock', 2),
  39: echo('historyCleared', 1),
  40: echo('statusQueried', 1),
  45: number8('displayEnabled'),
  46: number8('ledMode'),
  47: number8('ledMode'),
  53: echo('d2dKey', 8),
  57: echo('co2SelfCalibration', 5),
  58: says('reportSchedule', (frame) => hexOf(frame.take(frame.u8() * 6))),
  59: number8('timeSyncEnabled'),
  62: number8('tiltLinkageEnabled'),
  74: echo('timeSynchronised', 1),
  84: echo('co2Alarm', 5),
  86: number8('tofDetectionEnabled'),
  87: echo('reportScheduleCleared', 1),
  89: echo('batteryReset', 1),
  90: number16('screenRefreshInterval'),
  102: number8('reportMode'),
  103: number8('powerOnMode'),
  104: number8('historyEnabled'),
  105: number8('retransmitEnabled'),
  106: says('retransmit', (frame) => ({ type: frame.u8(), interval: frame.u16Le() })),
  112: number16('peopleExistingHeight'),
  113: number8('workingMode'),
  117: echo('hibernation', 7),
  119: number16('installHeight'),
  132: number8('d2dEnabled'),
  133: number8('screenTimeEnabled'),
  134: number8('screenLastRefreshInterval'),
  135: echo('altitudeCalibration', 3),
  150: echo('d2dMaster', 8),
  240: echo('screenElements', 4),
  241: echo('calibration', 4),
  242: number16('alarmReportCount'),
  245: number8('alarmReleaseEnabled'),
}

export function systemParts(key: string): SystemPart | undefined {
  const type = Number.parseInt(key.slice(2), 16)
  if (key.startsWith('ff')) return identity[type] ?? echoes[type]
  if (key.startsWith('fe')) return echoes[type]
  return undefined
}
