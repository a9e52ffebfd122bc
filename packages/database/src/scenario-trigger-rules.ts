import { newId, Rule, type Scenario, watchedCondition } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

interface KnownRule {
  id: string
  version: number
  trigger_index: number
  enabled: boolean
  definition: unknown
}

/** The rules that listen for a scenario: one for each trigger that observations start. An unchanged one keeps its states. */
export async function writeTriggerRules(
  tx: Scoped,
  organisationId: string,
  scenario: Scenario,
  enabled: boolean,
): Promise<void> {
  const { rows } = await sql<KnownRule>`
    select r.id, r.version, r.trigger_index, r.enabled, v.definition from rule r
    join rule_version v on v.rule_id = r.id and v.version = r.version where r.scenario_id = ${scenario.id}`.execute(
    tx,
  )
  const known = new Map(rows.map((row) => [row.trigger_index, row]))
  for (const [index, trigger] of scenario.triggers.entries()) {
    const condition = watchedCondition(trigger)
    if (!condition) continue
    const scope = ('scope' in trigger ? trigger.scope : undefined) ?? scenario.forEach ?? {}
    const {
      id: _id,
      version: _version,
      ...definition
    } = Rule.parse({
      id: 'rul_trigger',
      version: 1,
      name: scenario.name,
      severity: 'information',
      scope,
      condition,
      timeZone: scenario.timeZone,
    })
    await writeRule(tx, organisationId, scenario.id, index, known.get(index), definition, enabled)
    known.delete(index)
  }
  for (const { id, enabled: on } of known.values())
    if (on)
      await sql`update rule set enabled = false, updated_at = clock_timestamp() where id = ${id}`.execute(tx)
}

async function writeRule(
  tx: Scoped,
  organisationId: string,
  scenarioId: string,
  index: number,
  known: KnownRule | undefined,
  definition: Omit<Rule, 'id' | 'version'>,
  enabled: boolean,
) {
  const text = JSON.stringify({ ...definition, enabled })
  if (!known) {
    const id = newId('rule')
    await sql`insert into rule (id, organisation_id, name, version, enabled, scenario_id, trigger_index)
      values (${id}, ${organisationId}, ${definition.name}, 1, ${enabled}, ${scenarioId}, ${index})`.execute(
      tx,
    )
    await sql`insert into rule_version (rule_id, version, organisation_id, definition, enabled)
      values (${id}, 1, ${organisationId}, ${text}::jsonb, ${enabled})`.execute(tx)
    return
  }
  const { rows } = await sql<{
    same: boolean
  }>`select ${JSON.stringify(known.definition)}::jsonb = ${text}::jsonb as same`.execute(tx)
  if (rows[0]!.same && known.enabled === enabled) return
  const version = known.version + 1
  await sql`update rule set version = ${version}, name = ${definition.name}, enabled = ${enabled}, updated_at = clock_timestamp()
    where id = ${known.id}`.execute(tx)
  await sql`insert into rule_version (rule_id, version, organisation_id, definition, enabled)
    values (${known.id}, ${version}, ${organisationId}, ${text}::jsonb, ${enabled})`.execute(tx)
}
