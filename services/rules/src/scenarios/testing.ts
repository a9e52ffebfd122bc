import {
  getScenarioRun,
  insertScenario,
  listScenarioRuns,
  publishScenario,
  startEmergencyStop,
} from '@trame/database'
import { Scenario, type ScenarioDraft } from '@trame/domain'
import { sql } from 'kysely'
import { minute, organisationId, testTerritory } from '../testing.ts'

/** Street lamps that have just said how bright they are, and the people who write scenarios for them. */
export async function testLamps({ lamps }: { lamps: number }) {
  const territory = await testTerritory({ assets: lamps, type: 'streetLamp' })
  const { owner } = territory
  for (const [id, role] of [
    ['usr_ada', 'operator'],
    ['usr_bob', 'administrator'],
  ]) {
    await sql`insert into user_account (id, email, name, password_hash) values (${id}, ${`${id}@test.test`}, ${id}, '')`.execute(
      owner,
    )
    await sql`insert into membership values (${id}, ${organisationId}, ${role})`.execute(owner)
  }
  const at = Date.now() - minute
  await territory.commit(
    Array.from({ length: lamps }, (_, n) => [n, at, 100]),
    'light.level',
  )
  await sql`update device set downlink_class = 'C'`.execute(owner)

  return {
    ...territory,
    async scenario(draft: Omit<ScenarioDraft, 'id' | 'version' | 'name'>, by = 'usr_ada'): Promise<string> {
      const definition = Scenario.parse({ id: 'scn_new', version: 1, name: 'Essai', ...draft })
      const id = await owner
        .transaction()
        .execute((tx) =>
          insertScenario(tx, organisationId, { definition, enabled: definition.enabled, note: '', by }),
        )
      return id!
    },
    publishVersion(id: string, draft: Omit<ScenarioDraft, 'id' | 'version' | 'name'>, by = 'usr_ada') {
      const definition = Scenario.parse({ id, version: 1, name: 'Essai', ...draft })
      const { enabled } = definition
      return owner
        .transaction()
        .execute((tx) => publishScenario(tx, organisationId, id, { definition, enabled, note: '', by }))
    },
    stop: () =>
      owner
        .transaction()
        .execute((tx) =>
          startEmergencyStop(tx, organisationId, { actor: 'usr_bob', reason: 'essai' }, new Date()),
        ),
    runs: (scenarioId: string) =>
      owner.transaction().execute(async (tx) => {
        const { items } = await listScenarioRuns(tx, { scenarioId, limit: 500 })
        return items.reverse()
      }),
    trace: (runId: string) => owner.transaction().execute((tx) => getScenarioRun(tx, runId)),
    async commands() {
      const { rows } = await sql<{
        kind: string
        asset_id: string
        source: string
        source_id: string
        parameters: Record<string, unknown>
        requested_by: string
      }>`select kind, asset_id, source, source_id, parameters, requested_by from command
         where source = 'scenario' order by requested_at, asset_id`.execute(owner)
      return rows
    },
  }
}
export type TestLamps = Awaited<ReturnType<typeof testLamps>>
