import { z } from 'zod'
import type { ByteReader } from '../byte-reader.ts'
import { address, addressName, hex, level } from './fields.ts'
import { type Field, flags, join, list, part, struct, u8 } from './layout.ts'
import { packet } from './packet.ts'

/** Packets of port 60, control: asked by the platform, answered by the controller with the same header. */

const drivers = 64

export const manualDimming = packet(
  'manual_dimming',
  60,
  [0x01],
  struct({
    destination: list(
      struct({ address: address('all_devices'), dimming_level__percent: level('resume') }),
      drivers,
    ),
  }),
)

/** 1 to 255 minutes, after which the calendar or profile is in force again. */
export const timedDimming = packet(
  'manual_timed_dimming',
  60,
  [0x09],
  struct({
    destination: list(
      struct({
        address: address('all_devices'),
        dimming_level__percent: level('resume'),
        duration__minutes: u8(),
      }),
      drivers,
    ),
  }),
)

/** Pairs of address and query; an answer has the driver's reply after each pair. */
export const customDaliRequest = packet(
  'custom_dali_request',
  60,
  [0x03],
  part<{ query_data_raw: string }>({ query_data_raw: hex().schema }, readQuery, ({ query_data_raw: raw }) =>
    hex().write(raw),
  ),
)

function readQuery(reader: ByteReader) {
  const raw = hex().read(reader)
  if (raw.length > 6) return { query_data_raw: raw }
  // Two bytes are one question, three a question with its answer; more could be either.
  const [where, query, response] = Array.from({ length: raw.length / 2 }, (_, i) =>
    Number.parseInt(raw.slice(2 * i, 2 * i + 2), 16),
  )
  return {
    query_data_raw: raw,
    ...(where === undefined ? {} : { address: addressName(where) }),
    ...(query === undefined ? {} : { dali_query: query }),
    ...(response === undefined ? {} : { dali_response: response }),
  }
}

export const customDaliCommand = packet('custom_dali_command', 60, [0x04], struct({ dali_command: hex() }))

export const statusUsageRequest10 = packet(
  'status_usage_request',
  60,
  [0x05],
  flags('usage_requested', 'status_requested'),
)

const requested = flags(
  'usage_requested',
  'status_requested',
  'dim_map_report_requested',
  'request_gnss_notification',
)
const dimMap = struct({
  address: address(),
  dali_min_level: u8(),
  dali_max_level: u8(),
  dimming_curve: {
    schema: z.enum(['logarithmic', 'linear']),
    read: (reader) => (reader.u8() === 0 ? 'logarithmic' : 'linear'),
    write: (curve) => [curve === 'logarithmic' ? 0 : 1],
  } as Field<'logarithmic' | 'linear'>,
})

/** The answer to a dim map request lists the drivers with their physical limits (DALI minimum and maximum level). */
export const statusUsageRequest11 = packet(
  'status_usage_request',
  60,
  [0x05],
  part<ReturnType<typeof requested.read>>(
    requested.shape,
    (reader) => {
      const bits = requested.read(reader)
      if (!bits.dim_map_report_requested || reader.left === 0) return bits
      return { ...bits, drivers: list(dimMap, drivers).read(reader) }
    },
    requested.write,
  ),
)

const memoryPlace = struct({ address: address(), memory_bank: u8(), memory_address: u8() })
const readPlace = join(memoryPlace, struct({ read_size__bytes: u8() }))
type ReadPlace = ReturnType<typeof readPlace.read>

/** Memory banks of the driver (IEC 62386-102 §9.10; D4i luminaire data). Only the answer carries the value. */
export const memoryRead = packet(
  'driver_memory_read',
  60,
  [0x07],
  part<ReadPlace>(
    readPlace.shape,
    (reader) => {
      if (reader.left === 0) return { failed: true } as unknown as ReadPlace
      const place = readPlace.read(reader)
      return reader.left === 0 ? place : { ...place, memory_value: hex(place.read_size__bytes).read(reader) }
    },
    readPlace.write,
  ),
)

const writePlace = join(memoryPlace, struct({ memory_value: hex() }))
type WritePlace = ReturnType<typeof writePlace.read>

export const memoryWrite = packet(
  'driver_memory_write',
  60,
  [0x08],
  part<WritePlace>(
    writePlace.shape,
    (reader) => (reader.left === 0 ? ({ failed: true } as unknown as WritePlace) : writePlace.read(reader)),
    writePlace.write,
  ),
)

export const addressDaliDriver = packet(
  'address_dali_driver',
  60,
  [0x0a],
  struct({ address: address('rescan_dali_bus') }),
)
export const daliIdentify = packet('dali_identify', 60, [0x0b], struct({}))

export const openDrain = packet('open_drain_output_control', 60, [0x0c], flags('open_drain_output_on'))

export const interfaceRequest = packet(
  'interface_request',
  60,
  [0x06],
  part<{ interfaces: 'all' }>(
    { interfaces: z.literal('all') },
    (reader) => {
      if (reader.left === 1) {
        reader.skip(1)
        return { interfaces: 'all' }
      }
      const [, dig, , ldr, , , , relay] = reader.take(8) as unknown as number[]
      return {
        interfaces: 'all',
        dig: dig === 0 ? 'off' : dig === 1 ? 'on' : dig === 0xff ? 'n/a' : 'invalid_value',
        ldr: ldr === 0xff ? 'n/a' : ldr,
        internal_relay_closed: (relay! & 1) === 1,
        open_drain_output_on: (relay! & 2) === 2,
      }
    },
    () => [0xff],
  ),
)

/** Port 51. */
export const activateDfu = packet('activate_dfu_command', 51, [0xff], struct({}))
export const restart = packet('restart_controller_command', 51, [0xfe], struct({}))
