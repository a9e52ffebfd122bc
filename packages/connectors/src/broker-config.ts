import { idOf } from '@trame/domain'
import { z } from 'zod'
import { sessionDefaults } from './mqtt/session-options.ts'

/** What every connector that speaks MQTT is told. */
export const brokerConfig = {
  id: idOf('connector'),
  organisationId: idOf('organisation'),
  name: z.string().min(1).max(200),
  url: z.url({ protocol: /^mqtts?$/, error: 'mqtt://host:1883 or mqtts://host:8883' }),
  /** Stable: the broker keeps our unacknowledged messages under this name. One process at a time. */
  clientId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, - or _'),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  tls: z
    .object({ ca: z.string().optional(), cert: z.string().optional(), key: z.string().optional() })
    .optional(),
  /** Several workers with one group, each with its own client id, share the messages (`$share/<group>/...`). */
  shareGroup: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  /**
   * This network also plays in histories: an uplink may be older than the 30 days for which late ones are taken, back to
   * the year 2000. Elsewhere a time of so long ago is a wrong clock.
   */
  backfill: z.boolean().default(false),
  receiveMaximum: z.int().min(1).max(65_535).default(sessionDefaults.receiveMaximum),
  maxMessageBytes: z.int().min(4096).max(16_777_216).default(sessionDefaults.maxMessageBytes),
  keepAliveSeconds: z.int().min(1).max(65_535).default(sessionDefaults.keepAliveSeconds),
}

export const BrokerConfig = z.object(brokerConfig)
export type BrokerConfig = z.infer<typeof BrokerConfig>
