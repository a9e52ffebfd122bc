import { ByteReader } from '../byte-reader.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { type TicLabel, ticChannels } from '../tic-labels.ts'
import { wattecoCommands } from './commands.ts'
import { decodeWatteco, type WattecoProfile } from './decode.ts'
import { meterOf, readTic, ticBytes } from './tic.ts'
import { isStandard, readZcl } from './zcl.ts'

type Metering = 'activeEnergy' | 'reactiveEnergy' | 'activePower' | 'reactivePower'
type Channel = TicLabel | Metering | 'battery'

const profile: WattecoProfile<Channel> = {
  attributes: {},
  batch: [],
  power: { disposable: 'battery', rechargeable: 'battery' },
}

/** Cluster 0052, simple metering: what it sums itself, in Wh and varh, with the number of its samples. */
function readMetering(value: Uint8Array): Decoded<Channel> {
  const body = new ByteReader(value)
  const [active, reactive] = [body.i24(), body.i24()]
  const samples = body.u16()
  return {
    readings: [
      { channel: 'activeEnergy', value: active / 1000 },
      { channel: 'reactiveEnergy', value: reactive / 1000 },
      { channel: 'activePower', value: body.i16() },
      { channel: 'reactivePower', value: body.i16() },
    ],
    info: { type: 'metering', samples },
  }
}

export default defineDevice({
  id: 'watteco-ticso',
  version: 1,
  maker: 'nke Watteco',
  model: 'TICs’O',
  description: 'Reader of French electricity meters: Linky (both modes), CBE, CJE, ICE, PME-PMI',
  source: 'https://support.watteco.com/tic/ (TIC binary format); Enedis-NOI-CPT_54E, Enedis-NOI-CPT_02E',
  expectedIntervalMs: 3_600_000,
  channels: {
    ...ticChannels,
    activeEnergy: 'energy.active.total',
    reactiveEnergy: 'energy.reactive.total',
    activePower: 'power.active',
    reactivePower: 'power.reactive',
    battery: 'battery',
  },
  decode(uplink) {
    const { bytes, fPort } = uplink
    if (fPort !== 125) throw new FrameError('frame_unknown', `port ${fPort}`)
    if (bytes.length === 0) throw new FrameError('frame_truncated', 'an empty frame')
    // It has no batch reports.
    if (!isStandard(bytes)) throw new FrameError('frame_unknown', 'a batch report')
    const frame = readZcl(bytes)
    if (frame.kind !== 'attribute' || !(frame.value instanceof Uint8Array))
      return decodeWatteco(uplink, profile)
    if (frame.key === '0052/0000') return readMetering(frame.value)
    const meter = meterOf(frame.key)
    if (!meter) return decodeWatteco(uplink, profile)
    const { readings, info } = readTic(meter, frame.value)
    return {
      readings,
      info: {
        ...info,
        ...(frame.alarm ? { alarm: true } : {}),
        ...(frame.causes ? { causes: frame.causes } : {}),
      },
    }
  },
  frame(values) {
    const { cluster, bytes } = ticBytes(values)
    return {
      fPort: 125,
      bytes: Uint8Array.from([0x11, 0x0a, 0, cluster, 0, 0, 0x41, bytes.length, ...bytes]),
    }
  },
  commands: wattecoCommands,
  examples: [
    {
      is: 'simple metering',
      fPort: 125,
      hex: '310a00520000410c0000470000420063002fffd6',
      gives: { activeEnergy: 0.071, reactiveEnergy: 0.066, activePower: 47, reactivePower: -42 },
    },
    {
      is: 'Linky, standard mode, indexes drawn and injected, with a list of indexes',
      fPort: 125,
      hex: '110a005601004113240205144515040c0a09210001968200f17fc5',
      gives: { EAST: 104.066, EAIT: 15826.885 },
    },
    {
      is: 'Linky, standard mode, with a field of bits and a tariff in words',
      fPort: 125,
      hex: '110a0056010041170410003445140a0313000283494e440000462c00233f4c',
      gives: { EAST: 17.964, EAIT: 2309.964 },
    },
    {
      is: 'historical mode',
      fPort: 125,
      hex: '110a00540000410c0000000000000040242d0e6a',
      gives: { BASE: 606932.586 },
    },
    {
      is: 'ICE, tangent phi alone: no quantity of ours',
      fPort: 125,
      hex: '110a00530000410c00000800000000003f147ae1',
      gives: {},
    },
    {
      is: 'ICE, indexes of the running period',
      fPort: 125,
      hex: '110a00530001412c0000000000007ad90106190200001306190a30050f67974ca1ed37bd430000000000008550a55280e5000000',
      gives: {
        EApP: 1009559,
        EApHCE: 5022189,
        EApHCH: 3652931,
        EApHCD: 0,
        EApJA: 0,
        EApHPE: 8736933,
        EApHPH: 5406949,
        EApHPD: 0,
      },
    },
    {
      is: 'Linky, standard mode, power and voltages',
      fPort: 125,
      hex: '110a00560000410b24191c21000c00e8000ae6',
      gives: { IRMS1: 12, URMS1: 232, SINSTS: 2790 },
    },
    { is: 'firmware', fPort: 125, hex: '110100000002000d0305020015e2', gives: {} },
    { is: 'cut inside the values', fPort: 125, hex: '110a00560100411324020514', refuses: 'frame_truncated' },
    { is: 'another port', fPort: 1, hex: '110100000002000d0305020015e2', refuses: 'frame_unknown' },
  ],
})
