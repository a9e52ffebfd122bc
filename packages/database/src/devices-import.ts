import type { Device } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { type DeviceValues, deviceRow } from './devices.ts'

/** Until the end of the transaction no other import of the organisation writes. */
export const lockDeviceImports = (tx: Scoped, organisationId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`device import ${organisationId}`}, 0))`.execute(tx)

export interface KnownDevice
  extends Pick<
    Device,
    'id' | 'name' | 'network' | 'address' | 'modelId' | 'modelVersion' | 'expectedIntervalMs'
  > {}

/** Those of the organisation that have one of these addresses. */
export async function devicesAtAddresses(tx: Scoped, addresses: readonly string[]): Promise<KnownDevice[]> {
  const { rows } = await sql<Omit<KnownDevice, 'expectedIntervalMs'> & { expectedIntervalMs: string }>`
    select id, name, network, address, model_id as "modelId", model_version as "modelVersion",
      expected_interval_ms as "expectedIntervalMs"
    from device where address = any(${addresses})`.execute(tx)
  return rows.map((row) => ({ ...row, expectedIntervalMs: Number(row.expectedIntervalMs) }))
}

/**
 * Adds devices, and returns those whose address was free. One that is missing there has the address of a device that was
 * added at the same time, or of one of another organisation, which nobody here can see.
 */
export async function addDevicesAtFreeAddresses(
  tx: Scoped,
  organisationId: string,
  devices: readonly DeviceValues[],
): Promise<Pick<Device, 'id' | 'network' | 'address'>[]> {
  const { rows } = await sql<Pick<Device, 'id' | 'network' | 'address'>>`
    insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
    select g.id, ${organisationId}, g.name, g.network, g.address, g.model_id, g.model_version, g.expected_interval_ms
    from jsonb_to_recordset(${JSON.stringify(devices.map(deviceRow))}::jsonb)
      as g(id text, name text, network text, address text, model_id text, model_version int, expected_interval_ms bigint)
    on conflict (network, address) do nothing returning id, network, address`.execute(tx)
  return rows
}
