import { type Connector, PlatformError, type Registration } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export async function registrationOf(tx: Scoped, deviceId: string): Promise<Registration | null> {
  const { rows } = await sql<{
    connector_id: string
    application_id: string | null
    device_profile_id: string
    join_eui: string | null
    registered_at: Date
  }>`select * from device_registration where device_id = ${deviceId}`.execute(tx)
  const row = rows[0]
  return row
    ? {
        connectorId: row.connector_id,
        applicationId: row.application_id,
        deviceProfileId: row.device_profile_id,
        joinEui: row.join_eui,
        registeredAt: row.registered_at.toISOString(),
      }
    : null
}

export async function putRegistration(
  tx: Scoped,
  organisationId: string,
  deviceId: string,
  registration: {
    connectorId: string
    applicationId?: string | undefined
    deviceProfileId: string
    joinEui?: string | undefined
  },
): Promise<void> {
  const { connectorId, applicationId = null, deviceProfileId, joinEui = null } = registration
  await sql`insert into device_registration (device_id, organisation_id, connector_id, application_id, device_profile_id, join_eui)
    values (${deviceId}, ${organisationId}, ${connectorId}, ${applicationId}, ${deviceProfileId}, ${joinEui})`.execute(
    tx,
  )
}

export async function deleteRegistration(tx: Scoped, deviceId: string): Promise<void> {
  await sql`delete from device_registration where device_id = ${deviceId}`.execute(tx)
}

export async function listConnectors(tx: Scoped): Promise<Connector[]> {
  const { rows } = await sql<Connector>`select id, name, kind from connector order by name, id`.execute(tx)
  return rows
}

/** Of a network that can register devices: of ours, and ChirpStack. */
export async function requireRegistrar(tx: Scoped, connectorId: string, field: string): Promise<void> {
  const { rows } = await sql<{
    kind: string
  }>`select kind from connector where id = ${connectorId}`.execute(tx)
  if (!rows[0]) throw new PlatformError('invalid', `${field}: ${connectorId} does not exist.`)
  if (rows[0].kind !== 'chirpstack')
    throw new PlatformError('invalid', `${field}: ${rows[0].kind} registers no devices.`)
}

export async function requireFreeAddress(tx: Scoped, address: string): Promise<void> {
  if (!/^[0-9a-f]{16}$/.test(address))
    throw new PlatformError('invalid', 'address: a DevEUI is 16 hexadecimal digits.')
  const { rows } = await sql`select 1 from device where network = 'lorawan' and address = ${address}`.execute(
    tx,
  )
  if (rows.length > 0) throw new PlatformError('conflict', `address: ${address} is that of another device.`)
}
