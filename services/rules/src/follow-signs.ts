import {
  automaticSigns,
  createPool,
  inOrganisation,
  lockAutomaticSign,
  openDatabase,
  requestCommand,
  requireCommandActor,
} from '@trame/database'
import { signToShow } from '@trame/domain'
import { takeTurns } from './turns.ts'

interface Options {
  databaseUrl: string
  now(): number
  onFailure(error: unknown): void
  everyMs?: number
}

/**
 * Keeps automatic signs at what their indicator says. Everything it knows is in Postgres: a crash or a wiped Redis costs one
 * turn, and a platform that dies leaves signs that fall back to "---" by themselves.
 */
export function startFollowingSigns({ databaseUrl: url, now, onFailure, everyMs = 5_000 }: Options) {
  const db = openDatabase(createPool({ url, maxConnections: 2, applicationName: 'trame-signs' }))

  async function turn() {
    for (const sign of await automaticSigns(db)) {
      if (!signToShow(sign, now())) continue
      await tell(sign.organisationId, sign.assetId).catch(onFailure)
    }
  }

  const tell = (organisationId: string, assetId: string) =>
    inOrganisation(db, organisationId, async (tx) => {
      const sign = await lockAutomaticSign(tx, assetId)
      const at = now()
      const told = sign && signToShow(sign, at)
      if (!told) return
      const actor = await requireCommandActor(tx, sign.switchedOnBy, organisationId)
      await requestCommand(
        tx,
        actor,
        {
          kind: 'sign.show',
          parameters: { text: told.text, until: new Date(told.until).toISOString() },
          assetId,
          source: 'rule',
          sourceId: 'parking/signs',
        },
        new Date(at),
      )
    })

  const turns = takeTurns(turn, { everyMs, onFailure })
  return {
    /** One turn, for tests. */
    once: turns.take,
    async stop() {
      await turns.stop()
      await db.destroy()
    },
  }
}
