import type { ByteReader } from '../byte-reader.ts'
import { u8, u16Le, u32Le } from '../byte-writer.ts'
import type { Decoded } from '../define-device.ts'
import { type LampChannel, lampReadings } from './channels.ts'
import { addressName } from './fields.ts'

/**
 * Usage, ports 25 (1.0) and 26 (1.1): per address a byte that says which values follow. 0xFF is the controller's own
 * meter, the others are D4i drivers that measure themselves.
 */
export function readUsage(reader: ByteReader): Decoded<LampChannel> {
  const readings: Decoded<LampChannel>['readings'] = []
  const consumption: Record<string, unknown>[] = []
  while (reader.left > 0) {
    const address = addressName(reader.u8(), 'internal_measurement')
    const sent = reader.u8()
    const values: Parameters<typeof lampReadings>[1] = {}
    const driver: Record<string, unknown> = { address }
    if (sent & 1) values.energy = reader.u32Le() / 1000
    if (sent & 2) values.power = reader.u16Le()
    if (sent & 4) driver.load_side_energy__Wh = reader.u32Le()
    if (sent & 8) driver.load_side_power__W = reader.u16Le()
    if (sent & 16) {
      const hundredths = reader.u8()
      if (hundredths === 0xff) driver.power_factor = 'unknown'
      else values.powerFactor = hundredths
    }
    if (sent & 32) values.voltage = reader.u8()
    if (sent & 64) driver.driver_operating_time__h = Math.round(reader.u32Le() / 3600)
    if (sent & 128) values.onTime = Math.round((reader.u32Le() / 3600) * 10) / 10
    readings.push(...lampReadings(address, values))
    consumption.push(driver)
  }
  return { readings, info: { packet_type: 'usage_packet', consumption } }
}

type Values = Partial<Record<LampChannel, number>>

/** For simulators: what the controller's own meter says. */
export function usageBytes(values: Values): number[] {
  const fields: (number[] | undefined)[] = [
    values.energy === undefined ? undefined : u32Le(values.energy * 1000),
    values.power === undefined ? undefined : u16Le(values.power),
    undefined,
    undefined,
    values.powerFactor === undefined ? undefined : u8(values.powerFactor),
    values.voltage === undefined ? undefined : u8(values.voltage),
    undefined,
    values.onTime === undefined ? undefined : u32Le(values.onTime * 3600),
  ]
  const sent = fields.reduce((byte, field, bit) => byte | (field ? 1 << bit : 0), 0)
  return sent === 0 ? [] : [0xff, sent, ...fields.flatMap((field) => field ?? [])]
}
