import { ensureComputedSeries, settleUnconfirmed, unconfirmedToTell, writeComputed } from '@trame/database'
import { qualityCode } from '@trame/domain'
import type { Pool } from 'pg'
import { inTransaction } from './tidy.ts'

const property = 'command.unconfirmed'
/** Told when it changes: its age says nothing. */
const expectedIntervalMs = 366 * 86_400_000

/**
 * Commands that a device acknowledged and did not carry out become a value of their asset: the alert is a rule over it, like
 * all others, and is over when a later command is seen to work. Returns how many assets it told of.
 */
export async function tellUnconfirmed(pool: Pool, now: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    await settleUnconfirmed(client, new Date(now))
    const counts = await unconfirmedToTell(client)
    const series = await ensureComputedSeries(
      client,
      counts.map(({ organisationId, assetId }) => ({
        organisationId,
        subjectId: assetId,
        property,
        indicator: 'commands/unconfirmed',
        expectedIntervalMs,
      })),
    )
    const spans = counts.flatMap(({ organisationId, assetId, kinds }) => {
      const seriesId = series.get(`${assetId} ${property}`)
      if (seriesId === undefined) return []
      const point = {
        at: now,
        value: kinds,
        quality: qualityCode.ok,
        completeness: null,
        inputs: {},
        version: 1,
      }
      return [{ organisationId, seriesId, from: now, to: now + 1, points: [point] }]
    })
    await writeComputed(client, spans, now)
    return spans.length
  })
}
