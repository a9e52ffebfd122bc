import { type Computation, type Db, groundOf, hoursOfStations } from '@trame/database'
import { SurfaceRequest } from '@trame/domain'
import { attributesOf, attributesWithDefaults, isClimateZone } from '@trame/use-cases'
import { sql } from 'kysely'
import type { SurfaceInput } from './heat-surface.ts'

const hourMs = 3_600_000

/** What each kind reads before its thread begins. A new kind is a line here and one in `thread.ts`. */
export const readers: Record<string, (db: Db, computation: Computation) => Promise<unknown>> = {
  surface: readSurface,
}

async function readSurface(db: Db, { organisationId, parameters }: Computation): Promise<SurfaceInput> {
  const request = SurfaceRequest.parse(parameters)
  const { rows } = await sql<{
    time_zone: string
  }>`select time_zone from organisation where id = ${organisationId}`.execute(db)
  const stations = await hoursOfStations(db, organisationId, {
    assetType: request.assetType,
    property: 'air.temperature',
    from: new Date(Date.parse(request.from) - hourMs),
    to: new Date(request.to),
  })
  const ground = await groundOf(db, organisationId)
  return {
    request,
    timeZone: rows[0]!.time_zone,
    stations: stations.map(({ id, name, position, attributes, points }) => ({
      subject: {
        id,
        name,
        type: request.assetType,
        position,
        attributes: attributesWithDefaults(attributesOf(request.assetType), attributes),
      },
      points,
    })),
    ground: ground.flatMap(({ zone, ...patch }) => (isClimateZone(zone) ? { ...patch, zone } : [])),
  }
}
