import { type ByteReader, signed } from '../byte-reader.ts'
import { type Decoded, FrameError } from '../define-device.ts'
import type { Channel } from './load-curve.ts'

const positions = ['Electromechanical (Position A)', 'Electronic (Position B)']

/** T2, once a day: index, battery and settings of FM432e and FM432ir on electromechanical meters. */
export function readTechnical(reader: ByteReader, message_type: string): Decoded<Channel> {
  const number_of_starts = reader.u8()
  reader.skip(2)
  const [param_id, firmware_version, position, low] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()]
  const index = reader.u32()
  const info = {
    message_type,
    number_of_starts,
    param_id,
    firmware_version,
    meter_type: positions[position] ?? position,
    time_step: reader.u8(),
    number_of_values: reader.u8(),
    redundancy: reader.u8(),
    sensitivity: reader.u8(),
  }
  return {
    readings: [
      { channel: 'energy', value: index / 1000 },
      { channel: 'lowBattery', value: low & 1 },
    ],
    info,
  }
}

export function readGasTechnical(reader: ByteReader): Decoded<Channel> {
  const number_of_starts = reader.u8()
  reader.skip(2)
  const [param_id, firmware_version] = [reader.u8(), reader.u8()]
  reader.skip(2)
  const index = reader.u32() / 10
  const info = {
    message_type: 'T2',
    meter_type: 'Gas',
    number_of_starts,
    param_id,
    firmware_version,
    time_step: reader.u8(),
    number_of_values: reader.u8(),
    redundancy: reader.u8(),
  }
  return { readings: [{ channel: 'gas', value: index }], info }
}

export function readPulseTechnical(reader: ByteReader): Decoded<Channel> {
  const firmware_version = [reader.u8(), reader.u8(), reader.u8()].join('.')
  const index = reader.u32()
  const info = {
    message_type: 'T2_AP',
    meter_type: 'Pulse',
    firmware_version,
    time_step: reader.u8(),
    number_of_values: reader.u8(),
    redundancy: reader.u8(),
  }
  return { readings: [{ channel: 'pulses', value: index }], info }
}

const measures = [
  'E-POS values (OBIS code 1.8.0)',
  'E-SUM values (OBIS code 16.8.0)',
  'E-NEG values (OBIS code 2.8.0)',
  'E-POS values (OBIS code 1.8.0) and E-NEG values (OBIS code 2.8.0)',
]

/** Power of ten that the meter itself applies; 7F = it does not have this measure. */
const scaler = (byte: number) => (byte === 0x7f ? null : Number((10 ** signed(byte, 8)).toPrecision(3)))

/** F0 3A and F0 3B: technical message of an FM432ir on an electronic meter, in tenths of Wh or in Wh. */
export function readMmeTechnical(reader: ByteReader): Decoded<Channel> {
  const kind = reader.u8()
  if (kind !== 0x3a && kind !== 0x3b) throw new FrameError('frame_unknown', `header f0, ${kind}`)
  const [time_step, number_of_values, redundancy, measure] = [
    reader.u8(),
    reader.u8(),
    reader.u8(),
    reader.u8(),
  ]
  reader.skip(1)
  const [firmware_version, sensitivity, battery] = [reader.u8(), reader.u8(), reader.u8()]
  const [pos, sum, neg] = [reader.u8(), reader.u8(), reader.u8()]
  const [high, low] = [reader.u32(), reader.u32()]
  const index = (measure === 1 ? signed(high, 32) : high) * 2 ** 32 + low
  const wattHours = kind === 0x3a ? index / 10 : index
  return {
    readings: [
      { channel: measure === 2 ? 'energyExport' : 'energy', value: wattHours / 1000 },
      { channel: 'lowBattery', value: battery & 1 },
    ],
    info: {
      message_type: kind === 0x3a ? 'T2_MME' : 'T2_MME_WH',
      meter_type: 'mME (Position B)',
      time_step,
      number_of_values,
      redundancy,
      obis: measures[measure] ?? `measure ${measure}`,
      firmware_version,
      sensitivity,
      scaler_e_pos: scaler(pos),
      scaler_e_sum: scaler(sum),
      scaler_e_neg: scaler(neg),
    },
  }
}
