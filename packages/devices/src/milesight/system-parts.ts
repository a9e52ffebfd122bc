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
const identity: Record<string, SystemPart> = {
  '01': says('protocol', protocol),
  '08': echo('serialNumber', 6),
  '09': says('hardware', hardware),
  '0a': says('firmware', firmware),
  '0b': says('poweredOn', (frame) => frame.u8() !== 0),
  '0f': says('lorawanClass', (frame) => classes[frame.u8()] ?? 'unknown'),
  '16': echo('serialNumber', 8),
  '18': echo('sensorsEnabled', 2),
  fe: says('reset', (frame) => frame.u8() !== 0),
  ff: says('tslVersion', (frame) => `${frame.u8()}.${frame.u8()}`),
}

/** Answers to downlinks (channel FE, or FF on older firmware) that echo the setting, by type. */
const echoes: Record<string, SystemPart> = {
  '02': number16('collectionInterval'),
  '03': number16('reportInterval'),
  '06': echo('alarmSetting', 9),
  '10': echo('reboot', 1),
  '11': says('timestamp', (frame) => frame.u32Le()),
  '13': number8('installHeightEnabled'),
  '17': says('timeZone', (frame) => frame.i16Le()),
  '1a': says('co2Calibration', (frame) => {
    const mode = frame.u8()
    return mode === 2 ? { mode, value: frame.i16Le() } : { mode }
  }),
  '1c': echo('recollection', 2),
  '1d': echo('weighting', 2),
  '25': echo('buttonLock', 2),
  '27': echo('historyCleared', 1),
  '28': echo('statusQueried', 1),
  '2d': number8('displayEnabled'),
  '2e': number8('ledMode'),
  '2f': number8('ledMode'),
  '35': echo('d2dKey', 8),
  '39': echo('co2SelfCalibration', 5),
  '3a': says('reportSchedule', (frame) => hexOf(frame.take(frame.u8() * 6))),
  '3b': number8('timeSyncEnabled'),
  '3e': number8('tiltLinkageEnabled'),
  '4a': echo('timeSynchronised', 1),
  '54': echo('co2Alarm', 5),
  '56': number8('tofDetectionEnabled'),
  '57': echo('reportScheduleCleared', 1),
  '59': echo('batteryReset', 1),
  '5a': number16('screenRefreshInterval'),
  '66': number8('reportMode'),
  '67': number8('powerOnMode'),
  '68': number8('historyEnabled'),
  '69': number8('retransmitEnabled'),
  '6a': says('retransmit', (frame) => ({ type: frame.u8(), interval: frame.u16Le() })),
  '70': number16('peopleExistingHeight'),
  '71': number8('workingMode'),
  '75': echo('hibernation', 7),
  '77': number16('installHeight'),
  '84': number8('d2dEnabled'),
  '85': number8('screenTimeEnabled'),
  '86': number8('screenLastRefreshInterval'),
  '87': echo('altitudeCalibration', 3),
  '96': echo('d2dMaster', 8),
  f0: echo('screenElements', 4),
  f1: echo('calibration', 4),
  f2: number16('alarmReportCount'),
  f5: number8('alarmReleaseEnabled'),
}

export function systemParts(key: string): SystemPart | undefined {
  const type = key.slice(2)
  if (key.startsWith('ff')) return identity[type] ?? echoes[type]
  if (key.startsWith('fe')) return echoes[type]
  return undefined
}
