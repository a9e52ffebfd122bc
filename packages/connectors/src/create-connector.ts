import { PlatformError } from '@trame/domain'
import { z } from 'zod'
import { ChirpStackConfig } from './chirpstack/config.ts'
import { chirpStackConnector } from './chirpstack/index.ts'
import type { Connector, ConnectorTools } from './connector.ts'
import { GenericMqttConfig } from './generic-mqtt/config.ts'
import { genericMqttConnector } from './generic-mqtt/index.ts'

/** Every connector there is. A new one is a folder beside these, a line here and a line in the conformance test. */
export const ConnectorConfig = z.discriminatedUnion('kind', [ChirpStackConfig, GenericMqttConfig])
export type ConnectorConfig = z.infer<typeof ConnectorConfig>

/** Throws `invalid` with every fault at once, each by the name of its field. */
export function parseConnectorConfig(config: unknown): ConnectorConfig {
  const parsed = ConnectorConfig.safeParse(config)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'config'}: ${message}`)
  throw new PlatformError('invalid', faults.join('; '))
}

export function createConnector(config: ConnectorConfig, tools: ConnectorTools = {}): Connector {
  return config.kind === 'chirpstack'
    ? chirpStackConnector(config, tools)
    : genericMqttConnector(config, tools)
}
