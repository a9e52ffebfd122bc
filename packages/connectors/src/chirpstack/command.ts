import type { AddressedDownlink } from '@trame/domain'
import { DownlinkError } from '../connector.ts'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const ourId = /^[a-z]{3}_([0-9a-f]{32})$/

/**
 * ChirpStack wants a UUID for its queue items. Ours are a UUID behind a prefix (`cmd_0198...`); the UUID inside is
 * what comes back as `queueItemId`.
 */
export function queueItemIdOf(id: string): string {
  if (uuid.test(id)) return id
  const hex = ourId.exec(id)?.[1]
  if (!hex) throw new DownlinkError('refused', `"${id}" holds no UUID`)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** integration.DownlinkCommand, in protobuf's JSON mapping (ChirpStack takes JSON when its `json` switch is on). */
export function downlinkCommand({ id, network, address, payload, expiresAt }: AddressedDownlink): string {
  if (network !== 'lorawan' || !/^[0-9a-f]{16}$/.test(address))
    throw new DownlinkError('refused', `"${address}" is not a DevEUI`)
  if (payload.type !== 'frame')
    throw new DownlinkError('refused', 'a LoRaWAN device takes frames, not JSON: its model has to encode it')
  // LoRaWAN 1.0.4 §4.3.2: 0 is for MAC commands, 224 and above are reserved.
  if (!Number.isInteger(payload.fPort) || payload.fPort < 1 || payload.fPort > 223)
    throw new DownlinkError('refused', `fPort ${payload.fPort} is not one of an application`)
  return JSON.stringify({
    id: queueItemIdOf(id),
    devEui: address,
    confirmed: payload.confirmed,
    fPort: payload.fPort,
    data: Buffer.from(payload.bytes).toString('base64'),
    expiresAt: expiresAt.toISOString(),
  })
}
