import { dueClocks, endModes, giveScenarioEvent, moveClock, placeOf, setMode } from '@trame/database'
import { firesBetween, nextFire, normalMode, Scenario } from '@trame/domain'
import type { Pool } from 'pg'
import type { Territories } from '../territories.ts'
import { inTransaction } from '../tidy.ts'

/** What calendars and the sun have to say since they were asked last becomes events: also what was missed while we were down. */
export async function askClocks(pool: Pool, territories: Territories, now: number): Promise<void> {
  for (const clock of await dueClocks(pool, now)) {
    const { scenarioId, organisationId, version, definition, clockAt } = clock
    const scenario = Scenario.parse({ ...(definition as object), id: scenarioId, version })
    const { assets } = await territories.get(organisationId)
    const place = placeOf(scenario, { assets, subject: null })
    const next = scenario.triggers.flatMap((trigger) => nextFire(trigger, now, place) ?? [])
    await inTransaction(pool, async (client) => {
      if (!(await moveClock(client, clock, now, next.length > 0 ? Math.min(...next) : null))) return
      for (const [index, trigger] of scenario.triggers.entries()) {
        // What is too old to start anything need not be told one by one after a long stop.
        const from = Math.max(clockAt, now - 2 * scenario.graceMs)
        for (const at of firesBetween(trigger, from, now, place)) {
          await giveScenarioEvent(client, {
            organisationId,
            scenarioId,
            subject: null,
            key: `${index}:${at}`,
            fact: { index, kind: trigger.kind, at, assetId: null, detail: {} },
          })
        }
      }
    })
  }
}

export async function askModes(pool: Pool, now: number): Promise<void> {
  for (const { organisationId, siteId } of await endModes(pool, now)) {
    await inTransaction(pool, (client) =>
      setMode(client, organisationId, {
        siteId,
        mode: normalMode,
        until: null,
        by: 'system',
        at: new Date(now),
      }),
    )
  }
}
