import { once } from 'node:events'
import { z } from 'zod'
import { demonstrationTerritory } from '../demonstration.ts'
import { memberToPlay, writeCastList } from './cast-list.ts'
import { provision } from './provision.ts'

/**
 * A process of its own: drawing the town takes seconds and hundreds of megabytes, which end with it. What the player
 * needs is left in a file. Its task comes as a message, since a token would be seen among the arguments of a process.
 */
const Task = z.object({
  organisation: z.string(),
  devices: z.number(),
  fingerprint: z.string(),
  file: z.string(),
  /** Null: the platform knows the town already. */
  provision: z.object({ url: z.string(), token: z.string() }).nullable(),
})
export type Task = z.infer<typeof Task>

const [message] = await once(process, 'message')
const { organisation, devices, fingerprint, file, provision: api } = Task.parse(message)
const territory = demonstrationTerritory({ organisation, devices })
const { seed, centre, gateways, scenes } = territory
const members = territory.members.map(memberToPlay)
writeCastList(file, { fingerprint, seed, centre, gateways, scenes, members })
if (api) await provision(api, territory)
process.disconnect()
