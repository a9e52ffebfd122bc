import { defineDevice } from '../define-device.ts'
import { decentlabCommands } from './commands.ts'
import { type Block, battery, decentlabFrame, decodeBlocks, readHeader, zero } from './protocol.ts'

type Channel =
  | 'irradiance'
  | 'rain'
  | 'rainTotal'
  | 'rainConductivity'
  | 'lightningStrikes'
  | 'lightningDistance'
  | 'windSpeed'
  | 'windDirection'
  | 'windGust'
  | 'temperature'
  | 'vapourPressure'
  | 'pressure'
  | 'humidity'
  | 'internalTemperature'
  | 'tiltX'
  | 'tiltY'
  | 'battery'

type Words = readonly number[]
const word = (words: Words, at: number, perUnit: number) => (words[at]! - zero) / perUnit
const put = (value: number | undefined, perUnit: number) => zero + (value ?? 0) * perUnit

/** Words 2 to 13, alike in both generations. */
const common = (words: Words) => {
  const strikes = word(words, 2, 1)
  return {
    lightningStrikes: strikes,
    // Without a strike the distance is 0, which would say that the storm is here.
    ...(strikes > 0 ? { lightningDistance: word(words, 3, 1) * 1000 } : {}),
    windSpeed: word(words, 4, 100),
    windDirection: word(words, 5, 10),
    windGust: word(words, 6, 100),
    temperature: word(words, 7, 10),
    vapourPressure: word(words, 8, 100),
    // Hundredths of a kilopascal.
    pressure: word(words, 9, 10),
    humidity: word(words, 10, 10),
    internalTemperature: word(words, 11, 10),
    tiltX: word(words, 12, 10),
    tiltY: word(words, 13, 10),
  }
}

const atm41: Block<Channel> = {
  words: 17,
  read: (words) => ({ irradiance: word(words, 0, 1), rain: word(words, 1, 1000), ...common(words) }),
  info: (words) => ({
    compassHeading: word(words, 14, 1),
    northWindSpeed: word(words, 15, 100),
    eastWindSpeed: word(words, 16, 100),
  }),
  write: (values) =>
    values.temperature === undefined || values.humidity === undefined
      ? undefined
      : [
          put(values.irradiance, 1),
          put(values.rain, 1000),
          put(values.lightningStrikes, 1),
          put(values.lightningDistance, 0.001),
          put(values.windSpeed, 100),
          put(values.windDirection, 10),
          put(values.windGust ?? values.windSpeed, 100),
          put(values.temperature, 10),
          put(values.vapourPressure, 100),
          put(values.pressure ?? 1013.2, 10),
          put(values.humidity, 10),
          put(values.internalTemperature ?? values.temperature, 10),
          put(values.tiltX, 10),
          put(values.tiltY, 10),
          zero,
          zero,
          zero,
        ],
}

const atm41g2: Block<Channel> = {
  words: 17,
  read: (words) => ({
    irradiance: word(words, 0, 10),
    rain: words[1]! / 1000,
    ...common(words),
    rainConductivity: word(words, 14, 1),
    rainTotal: (words[15]! + words[16]! * 65536) / 1000,
  }),
}

/** Wind and temperature only. */
const atm22: Block<Channel> = {
  words: 8,
  read: (words) => ({
    windSpeed: word(words, 0, 100),
    windDirection: word(words, 1, 10),
    windGust: word(words, 2, 100),
    temperature: word(words, 3, 10),
    tiltX: word(words, 4, 10),
    tiltY: word(words, 5, 10),
  }),
  info: (words) => ({ northWindSpeed: word(words, 6, 100), eastWindSpeed: word(words, 7, 100) }),
}

/**
 * The frame does not name the model. ATM22 is shorter; the last word of an ATM41 is a wind speed around 8000 hex, that of
 * an ATM41G2 the high half of a rain total in micrometres: 1000 hex would be 268 metres of rain.
 */
function blockOf(flags: number, words: Words): Block<Channel> {
  if ((flags & 1) === 1 && words.length < 17) return atm22
  const last = words[16] ?? zero
  return last > 0x1000 ? atm41 : atm41g2
}

export default defineDevice({
  id: 'decentlab-atm41',
  version: 1,
  maker: 'Decentlab',
  model: 'DL-ATM41',
  description: 'Weather station: sun, rain, wind, lightning, air (also DL-ATM41G2 and DL-ATM22)',
  source:
    'Decentlab DL-ATM41, DL-ATM41G2 and DL-ATM22 data sheets, payload description; LoRaWAN device configuration',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    irradiance: 'solar.irradiance',
    rain: 'rain.amount',
    rainTotal: 'rain.cumulative',
    rainConductivity: 'water.conductivity',
    lightningStrikes: 'lightning.strikes',
    lightningDistance: 'lightning.distance',
    windSpeed: 'wind.speed',
    windDirection: 'wind.direction',
    windGust: 'wind.gust',
    temperature: 'air.temperature',
    vapourPressure: 'air.vapourPressure',
    pressure: 'air.pressure',
    humidity: 'air.relativeHumidity',
    internalTemperature: 'device.temperature',
    tiltX: 'tilt.angle',
    tiltY: 'tilt.angle',
    battery: 'battery',
  },
  decode: ({ bytes }) => {
    const header = readHeader(bytes)
    return decodeBlocks<Channel>(header, [blockOf(header.flags, header.words), battery])
  },
  frame: (values) => decentlabFrame<Channel>([atm41, battery], values),
  commands: decentlabCommands,
  examples: [
    {
      is: 'ATM41: a mild day without rain',
      fPort: 1,
      hex: '02035a0003800a8000800080008009812b8014810880b4a57c820c810980027fe88056800880040bf5',
      gives: {
        irradiance: 10,
        rain: 0,
        lightningStrikes: 0,
        windSpeed: 0.09,
        windDirection: 29.9,
        windGust: 0.2,
        temperature: 26.4,
        vapourPressure: 1.8,
        pressure: 959.6,
        humidity: 52.4,
        internalTemperature: 26.5,
        tiltX: 0.2,
        tiltY: -2.4,
        battery: 3.061,
      },
    },
    {
      is: 'ATM41G2',
      fPort: 1,
      hex: '025ef80003805c000080008000803484b3803680e78086a60181d680ed81c9809f8000117000010adc',
      gives: {
        irradiance: 9.2,
        rain: 0,
        lightningStrikes: 0,
        windSpeed: 0.52,
        windDirection: 120.3,
        windGust: 0.54,
        temperature: 23.1,
        vapourPressure: 1.34,
        pressure: 972.9,
        humidity: 47,
        internalTemperature: 23.7,
        tiltX: 45.7,
        tiltY: 15.9,
        rainConductivity: 0,
        rainTotal: 70,
        battery: 2.78,
      },
    },
    {
      is: 'ATM22',
      fPort: 1,
      hex: '0208c900038009812b8014810880027fe8800880040bf5',
      gives: {
        windSpeed: 0.09,
        windDirection: 29.9,
        windGust: 0.2,
        temperature: 26.4,
        tiltX: 0.2,
        tiltY: -2.4,
        battery: 3.061,
      },
    },
    { is: 'battery only', fPort: 1, hex: '02035a00020bf5', gives: { battery: 3.061 } },
    { is: 'block cut short', fPort: 1, hex: '02035a0003800a80008000', refuses: 'frame_truncated' },
    { is: 'another protocol', fPort: 1, hex: '01035a0003', refuses: 'frame_unknown' },
  ],
})
