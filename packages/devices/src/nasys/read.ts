import { ByteReader } from '../byte-reader.ts'
import { type Decoded, FrameError, type UplinkFrame } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { type LampChannel, lampReadings, readingsOf } from './channels.ts'
import { manualDimming, openDrain, timedDimming } from './control-packets.ts'
import { lampOf, readAddressedStatuses } from './dali-status.ts'
import { addressName } from './fields.ts'
import { isOf, type Packet, readPacket } from './packet.ts'

type Info = Record<string, unknown>

const levels = (destination: { address: string; dimming_level__percent: number | 'resume' }[]) =>
  destination.flatMap(({ address, dimming_level__percent: level }) =>
    typeof level === 'number' ? lampReadings(address, { level }) : [],
  )

/** An answer to a command says what is in force now: these are values, the rest is information. */
function readingsIn(packet: Packet<never>, info: Info): Decoded<LampChannel>['readings'] {
  if (packet.name === manualDimming.name || packet.name === timedDimming.name) {
    return levels(info.destination as Parameters<typeof levels>[0])
  }
  if (packet.name === openDrain.name) return readingsOf({ openDrain: info.open_drain_output_on as boolean })
  if (packet.name !== 'interface_request' || info.open_drain_output_on === undefined) return []
  return readingsOf({
    openDrain: info.open_drain_output_on as boolean,
    relay: info.internal_relay_closed as boolean,
    ...(info.dig === 'on' || info.dig === 'off' ? { digInput: info.dig === 'on' } : {}),
  })
}

/** Ports 49 to 60: an answer repeats the packet that the platform sent, with what was asked for. */
export function readAnswer(packets: readonly Packet<never>[], uplink: UplinkFrame): Decoded<LampChannel> {
  const reader = new ByteReader(uplink.bytes)
  const packet = packets.find((one) => isOf(one as unknown as Packet, uplink.fPort, uplink.bytes))
  if (!packet) throw new FrameError('frame_unknown', `port ${uplink.fPort}, header ${uplink.bytes[0]}`)
  const info = readPacket(packet, reader)
  return withRest({ readings: readingsIn(packet, info), info }, reader)
}

/** Port 60, header 00 (firmware 1.0): question with one byte, answer with pairs of address and status. */
export function readDaliStatusAnswer(reader: ByteReader): Decoded<LampChannel> {
  const packet_type = 'dali_status_request'
  if (reader.left === 1) {
    const byte = reader.u8()
    const address = byte === 0xfe ? 'all_drivers' : addressName(byte)
    return { readings: [], info: { packet_type, address } }
  }
  const dali_statuses = readAddressedStatuses(reader)
  return {
    readings: dali_statuses.flatMap(({ address, status }) => lampReadings(address, lampOf(status))),
    info: { packet_type, dali_statuses },
  }
}

/** Port 50, header FE (firmware 1.1): several configuration packets in one frame. */
export function readChain(packets: readonly Packet<never>[], bytes: Uint8Array): Decoded<LampChannel> {
  const payloads: Info[] = []
  let rest = bytes.subarray(1)
  while (rest.length > 0) {
    const packet = packets.find((one) => isOf(one as unknown as Packet, 50, rest))
    if (!packet) throw new FrameError('frame_unknown', `chained packet ${rest[0]}`)
    const reader = new ByteReader(rest)
    payloads.push(readPacket(packet, reader))
    rest = rest.subarray(reader.offset)
  }
  return { readings: [], info: { packet_type: 'chained_config_packet', payloads } }
}

/** A later firmware may append to a packet; what is not understood is kept as hex. */
export function withRest(decoded: Decoded<LampChannel>, reader: ByteReader): Decoded<LampChannel> {
  if (reader.left === 0) return decoded
  return { ...decoded, info: { ...decoded.info, unread: hexOf(reader.rest()) } }
}
