import type { TriggerFact } from '@trame/domain'
import type { ClientBase } from 'pg'

export interface ScenarioEventToGive {
  organisationId: string
  scenarioId: string
  /** The asset that it is about; null: about all that the scenario names. */
  subject: string | null
  /** Of one cause, once: a repeat or a replay adds nothing. */
  key: string
  fact: Omit<TriggerFact, 'seenAt'>
}

/**
 * Something that a scenario has to look at, written with its cause. One without `forEach` has one run for all, whoever
 * started it; one that is switched off, or of somebody else, hears nothing.
 */
export async function giveScenarioEvent(client: ClientBase, event: ScenarioEventToGive): Promise<void> {
  await client.query(
    `insert into scenario_event (organisation_id, scenario_id, subject, key, fact)
     select s.organisation_id, s.id, case when v.definition ? 'forEach' then $3 else '' end, $4, $5
     from scenario s join scenario_version v on v.scenario_id = s.id and v.version = s.version
     where s.id = $2 and s.organisation_id = $1 and s.enabled and s.deleted_at is null
     on conflict (scenario_id, subject, key) do nothing`,
    [event.organisationId, event.scenarioId, event.subject ?? '', event.key, JSON.stringify(event.fact)],
  )
}

/** One event for all becomes one for each subject. */
export async function shareEvent(
  client: ClientBase,
  { id, key, fact }: WaitingEvent,
  scenarioId: string,
  subjects: readonly string[],
): Promise<void> {
  await client.query(
    `insert into scenario_event (organisation_id, scenario_id, subject, key, fact, created_at)
     select e.organisation_id, $2, one.id, $3, $4::jsonb || jsonb_build_object('assetId', one.id), e.created_at
     from scenario_event e cross join unnest($5::text[]) as one (id) where e.id = $1
     on conflict (scenario_id, subject, key) do nothing`,
    [id, scenarioId, key, JSON.stringify(fact), subjects],
  )
}

export interface WaitingEvent {
  id: string
  subject: string
  key: string
  fact: TriggerFact
}

/** Of one scenario and subject, oldest first, by the time at which it was so. */
export async function waitingEvents(
  client: ClientBase,
  scenarioId: string,
  subject: string,
): Promise<WaitingEvent[]> {
  const { rows } = await client.query<{
    id: string
    subject: string
    key: string
    fact: Omit<TriggerFact, 'seenAt'>
    created_at: Date
  }>(
    `select id, subject, key, fact, created_at from scenario_event
     where scenario_id = $1 and subject = $2 and handled_at is null order by (fact ->> 'at')::numeric, id limit 100`,
    [scenarioId, subject],
  )
  return rows.map(({ id, subject: of, key, fact, created_at }) => ({
    id,
    subject: of,
    key,
    fact: { ...fact, seenAt: created_at.getTime() },
  }))
}

export async function eventsHandled(client: ClientBase, ids: readonly string[], now: number, fault?: string) {
  await client.query(
    'update scenario_event set handled_at = $2, fault = $3 where id = any($1::bigint[]) and handled_at is null',
    [ids, new Date(now), fault ?? null],
  )
}

/** Handled long ago: the key has done its work. */
export async function forgetEvents(client: ClientBase, before: number): Promise<void> {
  await client.query('delete from scenario_event where handled_at < $1', [new Date(before)])
}
