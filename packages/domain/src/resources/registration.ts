import { z } from 'zod'
import { Instant } from './common.ts'

const eui = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits')

/** A network that messages come from, of the organisation. */
export const Connector = z
  .object({ id: z.string(), name: z.string(), kind: z.string() })
  .meta({ id: 'Connector' })
export type Connector = z.infer<typeof Connector>

/** What a network server has to choose from: device profiles, or multicast groups. */
export const NetworkChoices = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** The best that devices of the profile listen in; the class of the group. */
      downlinkClass: z.enum(['A', 'B', 'C']),
    }),
  ),
})
export type NetworkChoices = z.infer<typeof NetworkChoices>

/** To make a LoRaWAN device known to its network server as well. The key goes there and is not kept here. */
export const NewRegistration = z.strictObject({
  connectorId: z.string(),
  /** Absent: the one of the connector's settings. */
  applicationId: z.uuid().optional(),
  /** Radio settings of its kind, at the network server. */
  deviceProfileId: z.uuid(),
  joinEui: eui.optional(),
  /** The one key of a LoRaWAN 1.0.x device. */
  appKey: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits'),
})
export type NewRegistration = z.infer<typeof NewRegistration>

/** A device that was made known to its network server from here. */
export const Registration = z
  .object({
    connectorId: z.string(),
    applicationId: z.string().nullable(),
    deviceProfileId: z.string(),
    joinEui: z.string().nullable(),
    registeredAt: Instant,
  })
  .meta({ id: 'Registration' })
export type Registration = z.infer<typeof Registration>
