import type { ByteReader } from '../byte-reader.ts'
import { motorRanges } from './mlr003-settings.ts'

const searches = [
  'switched off',
  'was not shut lately',
  'no hot water expected',
  'not found',
  'battery is full',
  'too little current',
  'looking for the opening point',
  'harvesting slowly',
] as const

const halves = (byte: number) => `${byte & 0x0f}.${(byte >> 4).toString(16)}`
/** Without the dust of the binary fraction. */
const times = (steps: number, step: number) => Math.round(steps * step * 100) / 100

/** What a port other than the status says; settings are echoed on the port on which they are made. */
export const answers: Readonly<Record<number, (frame: ByteReader) => Record<string, unknown>>> = {
  2: (frame) => {
    const [revision, hardware] = [halves(frame.u8()), halves(frame.u8())]
    const [year, month, day, minor] = [frame.u8(), frame.u8(), frame.u8(), frame.u8()]
    return { revision, hardware, firmware: `${2000 + year}.${month}.${day}.${minor}` }
  },
  3: (frame) => ({ motorRangeMillimetres: motorRanges[frame.u8()] ?? null }),
  4: (frame) => {
    const code = frame.u8()
    return { spreadingFactor: code < 2 ? 7 + code : null }
  },
  5: (frame) => {
    const [opening, code] = [frame.u8(), frame.u8()]
    return {
      openingFound: (opening & 0x80) !== 0,
      openingPercent: opening & 0x7f,
      status: searches[code & 0x07],
    }
  },
  6: (frame) => {
    const byte = frame.u8()
    return {
      closeMinutes: [0, null, 30, 60][byte >> 6],
      beep: (byte & 0x20) !== 0,
      drops: byte & 0x10 ? 2 : 1,
      temperatureDropped: (byte & 0x01) !== 0,
    }
  },
  7: (frame) => {
    const [proportional, integral, derivative] = [frame.u8(), frame.u8(), frame.u8()]
    frame.u8()
    const [closedPercent, derivativeClosed, offsetPercent] = [frame.u8(), frame.u8(), frame.u8()]
    return {
      proportional,
      integral: times(integral, 0.02),
      derivative: times(derivative, 0.2),
      closedPercent,
      derivativeClosed: times(derivativeClosed, 0.2),
      offsetPercent,
    }
  },
  8: (frame) => ({ flowOffset: frame.i8() / 4 }),
  9: (frame) => {
    const minutes = 5 * frame.u8()
    return {
      externalExpiryMinutes: minutes === 0 ? null : minutes,
      ...(frame.left > 0 ? { external: frame.u8() === 1 } : {}),
    }
  },
  15: (frame) => {
    const byte = frame.u8()
    return {
      staysOn: (byte & 0x80) !== 0,
      recalibrated: (byte & 0x40) !== 0,
      switchesOff: (byte & 0x01) !== 0,
    }
  },
}
