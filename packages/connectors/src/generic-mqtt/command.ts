import type { AddressedDownlink } from '@trame/domain'
import { DownlinkError } from '../connector.ts'
import type { Publication } from '../mqtt/connection.ts'
import type { GenericMqttConfig } from './config.ts'
import { type CompiledMapping, named } from './mapping.ts'

const ownAddress = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/

/**
 * A command on its way to a device; never retained, or a device would obey it again at each reconnection. Orders reach
 * a connected device one after the other, so the newest wins without a queue to empty.
 */
export function commandPublication(
  downlink: AddressedDownlink,
  { tree }: Pick<GenericMqttConfig, 'tree'>,
  mappings: readonly CompiledMapping[],
): Publication {
  const { id, network, address, payload, expiresAt } = downlink
  if (network !== 'mqtt') throw new DownlinkError('refused', `"${address}" is not on MQTT`)
  if (payload.type !== 'json') throw new DownlinkError('refused', 'an MQTT device takes JSON, not frames')
  if (!/^[\w-]{1,64}$/.test(id)) throw new DownlinkError('refused', `"${id}" cannot stand in a topic`)
  const own = tree !== null && ownAddress.test(address)
  // An address of our tree's organisation is ours; a mapped one may look alike when the tree takes every organisation.
  if (!own || !address.startsWith(`${tree}/`)) {
    for (const { command, address: pattern } of mappings) {
      const values = command && pattern.match(address)
      if (values) return { topic: command.fill(named(pattern, values)), payload: foreignBody(payload.body) }
    }
  }
  if (!own || (tree !== '*' && !address.startsWith(`${tree}/`)))
    throw new DownlinkError('refused', `no topic for commands to "${address}"`)
  return {
    topic: `trame/v1/${address}/cmd`,
    payload: JSON.stringify({ id, expiresAt: expiresAt.toISOString(), body: payload.body }),
    responseTopic: `trame/v1/${address}/cmd/${id}/ack`,
    correlationData: Buffer.from(id),
  }
}

/** A foreign device knows nothing of our envelope. */
const foreignBody = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))
