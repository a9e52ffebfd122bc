import { z } from 'zod'
import { demonstrationTerritory } from '../demonstration.ts'
import { writeCastList } from './cast-list.ts'
import { provision } from './provision.ts'

/**
 * A process of its own: drawing the town takes seconds and hundreds of megabytes, which end with it. What the player
 * needs is left in a file.
 */
const { API_URL, PROVISIONING_TOKEN, TERRITORY } = z
  .object({
    API_URL: z.string(),
    PROVISIONING_TOKEN: z.string(),
    TERRITORY: z.string().transform((text) =>
      z
        .object({
          organisation: z.string(),
          devices: z.number(),
          fingerprint: z.string(),
          file: z.string(),
          provision: z.boolean(),
        })
        .parse(JSON.parse(text)),
    ),
  })
  .parse(process.env)

const territory = demonstrationTerritory(TERRITORY)
const { seed, centre, gateways, scenes } = territory
const members = territory.members.map(({ asset, device, bindings, ...member }) => member)
writeCastList(TERRITORY.file, {
  fingerprint: TERRITORY.fingerprint,
  seed,
  centre,
  gateways,
  scenes,
  members,
})
if (TERRITORY.provision) await provision({ url: API_URL, token: PROVISIONING_TOKEN }, territory)
