import { ByteReader } from '../byte-reader.ts'
import { u16, u32 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { type Channel, readCurve, readMmeBoth, readMmeCurve } from './load-curve.ts'
import { readGasTechnical, readMmeTechnical, readPulseTechnical, readTechnical } from './technical.ts'

const obis = {
  pos: 'E-POS values (OBIS code 1.8.0)',
  sum: 'E-SUM values (OBIS code 16.8.0)',
  neg: 'E-NEG values (OBIS code 2.8.0)',
}

function read(reader: ByteReader, now: Date): Decoded<Channel> {
  const header = reader.u8()
  switch (header) {
    case 0x69: // FM432e
      return readCurve(reader, now, { message_type: 'T1' }, 'electricity')
    case 0x6f: // FM432ir on an electromechanical meter
      return readCurve(
        reader,
        now,
        { message_type: 'T1_MECA', meter_type: 'Electromechanical (Position A)' },
        'electricity',
      )
    case 0x6d:
      return readCurve(reader, now, { message_type: 'T1', meter_type: 'Gas' }, 'gas')
    case 0x6b:
      return readCurve(reader, now, { message_type: 'T1_AP', meter_type: 'Pulse' }, 'pulses')
    case 0x71:
      return readMmeCurve(reader, now, { message_type: 'T1_MME_E_SUM', obis: obis.sum }, 10)
    case 0x72:
      return readMmeCurve(reader, now, { message_type: 'T1_MME_E_POS', obis: obis.pos }, 10)
    case 0x73:
      return readMmeCurve(reader, now, { message_type: 'T1_MME_E_NEG', obis: obis.neg }, 10)
    case 0x74:
      return readMmeBoth(reader, now, { message_type: 'T1_MME_E_POS_AND_E_NEG' }, 10)
    case 0x76:
      return readMmeCurve(reader, now, { message_type: 'T1_MME_E_SUM_WH', obis: obis.sum }, 1)
    case 0x77:
      return readMmeCurve(reader, now, { message_type: 'T1_MME_E_POS_WH', obis: obis.pos }, 1)
    case 0x78:
      return readMmeCurve(reader, now, { message_type: 'T1_MME_E_NEG_WH', obis: obis.neg }, 1)
    case 0x79:
      return readMmeBoth(reader, now, { message_type: 'T1_MME_E_POS_AND_E_NEG_WH' }, 1)
    case 0x6a:
      return readTechnical(reader, 'T2')
    case 0x70:
      return readTechnical(reader, 'T2_MECA')
    case 0x6e:
      return readGasTechnical(reader)
    case 0x6c:
      return readPulseTechnical(reader)
    case 0xf0:
      return readMmeTechnical(reader)
    case 0x01:
      return { readings: [], info: { message_type: 'START', data: Array.from(reader.take(2)) } }
    case 0x12:
    case 0x13:
    case 0x2e:
    case 0x2f:
      return { readings: [], info: { message_type: names[header], ...pose(header, reader.left) } }
  }
  throw new FrameError('frame_unknown', `header ${header}`)
}

const names: Readonly<Record<number, string>> = { 18: 'TT1', 19: 'TT2', 46: 'TT1', 47: 'TT6' }

/** Messages of the first minutes, while the installer places the sensor: the length tells where it sits. */
function pose(header: number, left: number) {
  if (header > 0x13) return { meter_type: 'Gas' }
  const mechanical = left === 36 || left === 29
  return {
    message_type: `${names[header]}_${mechanical ? 'MECA' : 'ELEC'}`,
    meter_type: mechanical ? 'Electromechanical (Position A)' : 'Electronic (Position B)',
  }
}

export default defineDevice({
  id: 'fludia-fm432',
  version: 1,
  maker: 'Fludia',
  model: 'FM432',
  description: 'Optical reader of electricity meters (FM432e, FM432ir), gas (FM432g) and pulses (FM432p)',
  source: 'https://github.com/Fludia-IoT/LoRaWAN-decoders (README: the maker’s statement of its messages)',
  expectedIntervalMs: 2 * 3_600_000,
  channels: {
    energy: 'energy.active.total',
    power: 'power.active',
    energyExport: 'energy.active.export.total',
    powerExport: 'power.active',
    pulses: 'pulse.total',
    gas: 'pulse.total',
    lowBattery: 'battery.low',
  },
  decode: ({ bytes, observedAt }) => read(new ByteReader(bytes), observedAt),
  frame(values) {
    if (values.lowBattery !== undefined) {
      const head = [0x6a, 1, 0, 0, 1, 60, 0, values.lowBattery]
      const bytes = [...head, ...u32((values.energy ?? 0) * 1000), 15, 8, 0, 0]
      return { fPort: 129, bytes: Uint8Array.from(bytes) }
    }
    if (values.pulses !== undefined) {
      return { fPort: 129, bytes: Uint8Array.from([0x6b, 60, ...u32(values.pulses), 0, 0]) }
    }
    // One hour, in which the mean power in watts is the energy in watt-hours.
    const bytes = [0x69, 60, ...u32((values.energy ?? 0) * 1000), ...u16(values.power ?? 0)]
    return { fPort: 129, bytes: Uint8Array.from(bytes) }
  },
  examples: [
    {
      is: 'two quarters of an hour of electricity',
      fPort: 129,
      hex: '690f0000ffff00010008',
      observedAt: '2024-08-02T20:00:00Z',
      gives: {
        energy: [
          [65.526, '2024-08-02T19:30:00Z'],
          [65.527, '2024-08-02T19:45:00Z'],
          [65.535, '2024-08-02T20:00:00Z'],
        ],
        power: [
          [4, '2024-08-02T19:30:00Z'],
          [32, '2024-08-02T19:45:00Z'],
        ],
      },
    },
    {
      is: 'technical message',
      fPort: 129,
      hex: '6a020100013c0000000000ff0f050101',
      gives: { energy: 0.255, lowBattery: 0 },
    },
    {
      is: 'import and export of an electronic meter, one value each',
      fPort: 129,
      hex: '790f000000000000010000001000000000000200000020',
      observedAt: '2024-08-02T20:00:00Z',
      gives: {
        energy: [
          [65.52, '2024-08-02T19:45:00Z'],
          [65.536, '2024-08-02T20:00:00Z'],
        ],
        power: [[64, '2024-08-02T19:45:00Z']],
        energyExport: [
          [131.04, '2024-08-02T19:45:00Z'],
          [131.072, '2024-08-02T20:00:00Z'],
        ],
        powerExport: [[128, '2024-08-02T19:45:00Z']],
      },
    },
    {
      is: 'net energy, one value missing in the meter',
      fPort: 129,
      hex: '710f01000000000000271000640064fffe',
      observedAt: '2024-08-02T20:00:00Z',
      gives: {
        energy: [
          [0.98, '2024-08-02T19:15:00Z'],
          [0.99, '2024-08-02T19:30:00Z'],
          [1, '2024-08-02T20:00:00Z'],
        ],
        power: [
          [40, '2024-08-02T19:15:00Z'],
          [40, '2024-08-02T19:30:00Z'],
        ],
      },
    },
    {
      is: 'pulses',
      fPort: 129,
      hex: '6b3c000000640005',
      observedAt: '2024-08-02T20:00:00Z',
      gives: {
        pulses: [
          [95, '2024-08-02T19:00:00Z'],
          [100, '2024-08-02T20:00:00Z'],
        ],
      },
    },
    { is: 'pulses, technical message', fPort: 129, hex: '6c030306000000640f0800', gives: { pulses: 100 } },
    { is: 'cut inside the index', fPort: 129, hex: '690f0000', refuses: 'frame_truncated' },
    { is: 'an unknown header', fPort: 129, hex: 'aa0f0000', refuses: 'frame_unknown' },
  ],
})
