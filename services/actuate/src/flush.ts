import {
  type Db,
  devicesWithCommandsOut,
  multicastsOut,
  recordFlush,
  recordMulticast,
  recordOutcome,
  repeatable,
  stopsToFlush,
} from '@trame/database'
import type { Networks } from './networks.ts'

/** After an emergency stop: what the networks still hold is taken back, as far as they let us. */
export async function flushStopped(
  db: Db,
  networks: Pick<Networks, 'flush' | 'flushGroup'>,
  now: () => Date,
  onFailure: (error: unknown) => void,
): Promise<number> {
  const stops = await db.transaction().execute(stopsToFlush)
  let emptied = 0
  for (const stop of stops) {
    const devices = await devicesWithCommandsOut(db, stop.organisationId)
    const organisations = new Set(stop.organisationId ? [stop.organisationId] : [])
    let failed = 0
    await Promise.all(
      devices.map(async ({ organisationId, network, address, commandIds }) => {
        organisations.add(organisationId)
        try {
          if (network !== 'lorawan' || !(await networks.flush(organisationId, address))) {
            failed++
            return
          }
          emptied++
          for (const id of commandIds)
            await recordOutcome(db, id, { type: 'withdrawn' }, now(), {
              detail: stop.id,
              code: 'emergency_stopped',
            })
        } catch (error) {
          failed++
          onFailure(error)
        }
      }),
    )
    for (const { id, organisation_id, connector_id, network_group_id } of await multicastsOut(
      db,
      stop.organisationId,
    )) {
      organisations.add(organisation_id)
      try {
        await networks.flushGroup(organisation_id, connector_id, network_group_id)
        const code = 'emergency_stopped'
        const withdrawn = {
          event: { type: 'withdrawn' },
          detail: stop.id,
          code,
          states: ['handedOver'],
        } as const
        await recordMulticast(db, id, { ...withdrawn, sending: { state: 'withdrawn' } }, now())
        emptied++
      } catch (error) {
        failed++
        onFailure(error)
      }
    }
    await repeatable(db, (tx) =>
      recordFlush(tx, stop, { devices: devices.length, failed, organisations: [...organisations] }, now()),
    )
  }
  return emptied
}
