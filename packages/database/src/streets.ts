import type { StreetNetworkDraft, StreetNetworkState } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

/** What a street of a class lets a truck do, where the network itself does not say. */
const kmhOf: Readonly<Record<string, number>> = {
  motorway: 80,
  ring: 50,
  avenue: 40,
  street: 30,
  lane: 20,
  pedestrian: 10,
  path: 5,
}

export async function replaceStreets(
  tx: Scoped,
  organisationId: string,
  { nodes, edges }: StreetNetworkDraft,
): Promise<void> {
  await sql`delete from street_edge where organisation_id = ${organisationId}`.execute(tx)
  await sql`delete from street_node where organisation_id = ${organisationId}`.execute(tx)
  await sql`insert into street_node (organisation_id, number, position)
    select ${organisationId}, n - 1, ST_SetSRID(ST_MakePoint((at ->> 0)::float8, (at ->> 1)::float8), 4326)
    from jsonb_array_elements(${JSON.stringify(nodes)}::jsonb) with ordinality as given (at, n)`.execute(tx)
  const rows = edges.map((edge, number) => ({
    number,
    from_node: edge.from,
    to_node: edge.to,
    length_m: edge.lengthM,
    kmh: edge.kmh ?? kmhOf[edge.class] ?? 30,
    name: edge.name,
    class: edge.class,
    one_way: edge.oneWay,
    truck: edge.truck,
    line: { type: 'LineString', coordinates: edge.line },
  }))
  await sql`insert into street_edge (organisation_id, number, from_node, to_node, length_m, kmh, name, class, one_way, truck, geometry)
    select ${organisationId}, number, from_node, to_node, length_m, kmh, name, class, one_way, truck,
      ST_SetSRID(ST_GeomFromGeoJSON(line), 4326)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (number int, from_node int, to_node int, length_m float8,
      kmh float4, name text, class text, one_way boolean, truck boolean, line jsonb)`.execute(tx)
  await sql`insert into street_network (organisation_id, version) values (${organisationId}, 1)
    on conflict (organisation_id) do update set version = street_network.version + 1, replaced_at = now()`.execute(
    tx,
  )
}

export async function streetState(tx: Db | Scoped, organisationId: string): Promise<StreetNetworkState> {
  const { rows } = await sql<{ version: number; replaced_at: Date; nodes: number; edges: number }>`
    select version, replaced_at, (select count(*)::int from street_node where organisation_id = n.organisation_id) as nodes,
      (select count(*)::int from street_edge where organisation_id = n.organisation_id) as edges
    from street_network n where organisation_id = ${organisationId}`.execute(tx)
  const row = rows[0]
  if (!row) return { version: 0, nodes: 0, edges: 0, replacedAt: null }
  return {
    version: row.version,
    nodes: row.nodes,
    edges: row.edges,
    replacedAt: row.replaced_at.toISOString(),
  }
}

type LonLat = [longitude: number, latitude: number]

export interface TruckStreets {
  nodes: LonLat[]
  edges: { from: number; to: number; lengthM: number; kmh: number; oneWay: boolean; line: LonLat[] }[]
}

/** Those that a truck may drive. */
export async function truckStreets(db: Db, organisationId: string): Promise<TruckStreets> {
  const { rows: nodes } = await sql<{ at: LonLat }>`
    select json_build_array(ST_X(position), ST_Y(position)) as at from street_node
    where organisation_id = ${organisationId} order by number`.execute(db)
  const { rows } = await sql<{
    from_node: number
    to_node: number
    length_m: number
    kmh: number
    one_way: boolean
    line: { coordinates: LonLat[] }
  }>`select from_node, to_node, length_m, kmh, one_way, ST_AsGeoJSON(geometry)::json as line from street_edge
    where organisation_id = ${organisationId} and truck order by number`.execute(db)
  return {
    nodes: nodes.map(({ at }) => at),
    edges: rows.map((row) => ({
      from: row.from_node,
      to: row.to_node,
      lengthM: row.length_m,
      kmh: row.kmh,
      oneWay: row.one_way,
      line: row.line.coordinates,
    })),
  }
}
