import pg from 'pg'

/** A town of bare devices for the benchmarks, and the checks that keep them honest. */
export async function benchDatabase(adminUrl: string, devices: number) {
  const organisationId = 'org_bench'
  const query = async <R extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: adminUrl })
    await client.connect()
    try {
      return (await client.query<R>(sql, values)).rows
    } finally {
      await client.end()
    }
  }
  await query(`insert into organisation (id, name, slug) values ($1, 'Bench', 'bench')`, [organisationId])
  const insertDevices = (network: string, address: string, model: string) =>
    query(
      `insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
       select 'dev_${network}' || i, $1, 'Sensor ' || i, '${network}', ${address}, '${model}', 1, 60000
       from generate_series(0, ${devices - 1}) i`,
      [organisationId],
    )
  await insertDevices('mqtt', `'bench/d' || i`, 'none')
  await insertDevices('lorawan', `'a84041' || lpad(to_hex(i), 10, '0')`, 'milesight-am107')

  return {
    organisationId,
    query,
    empty: () =>
      query(`truncate uplink, uplink_key, observation, observation_hourly, latest_observation, device_state, device_gap,
        outbox, rejection`),
    /** Every message once, and rollups that agree with the rows. */
    async check(uplinks: number, observations: number) {
      const [found] = await query<{
        uplinks: number
        observations: number
        counted: number
        refused: number
      }>(
        `select (select count(*)::int from uplink) as uplinks, (select count(*)::int from observation) as observations,
          (select sum(count)::int from observation_hourly) as counted, (select count(*)::int from rejection) as refused`,
      )
      const wanted = { uplinks, observations, counted: observations, refused: 0 }
      if (JSON.stringify(found) !== JSON.stringify(wanted)) {
        throw new Error(`stored ${JSON.stringify(found)}, sent ${JSON.stringify(wanted)}`)
      }
    },
    /** Messages carry the time of their sending; PostgreSQL knows that of their commit. Those of the first seconds are left out. */
    async publishToCommitMs({ afterSeconds }: { afterSeconds: number }) {
      const rows = await query<{ ms: number }>(
        `select extract(epoch from pg_xact_commit_timestamp(xmin) - observed_at)::float8 * 1000 as ms from uplink
         where observed_at > (select min(observed_at) from uplink) + make_interval(secs => $1)`,
        [afterSeconds],
      )
      return rows.map(({ ms }) => ms)
    },
  }
}

export type BenchDatabase = Awaited<ReturnType<typeof benchDatabase>>

/** The configuration of a network at a broker that asks for a password. */
export function benchConnector(
  { organisationId }: BenchDatabase,
  url: string,
  kind: 'generic-mqtt' | 'chirpstack',
) {
  const { username, password } = new URL(url)
  return {
    kind,
    id: 'con_bench',
    organisationId,
    name: 'Bench',
    url,
    clientId: 'bench-ingest',
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
}
