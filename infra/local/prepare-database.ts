import pg from 'pg'

/** What only a superuser may create; the migrations, run by the owner, then find them there. */
const extensions = ['timescaledb', 'postgis', 'ltree', 'btree_gist', 'citext']
const owner = 'trame_owner'
/** Any number will do, as long as every installer takes the same one: roles belong to the whole cluster. */
const installLock = 7_261_954

export interface PrepareDatabase {
  adminUrl: string
  name: string
  ownerPassword: string
}

/** A database with its extensions, owned by a role that is no superuser. Returns the owner's URL. */
export async function prepareDatabase({ adminUrl, name, ownerPassword }: PrepareDatabase): Promise<string> {
  await withClient(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [installLock])
    const { rows } = await admin.query(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $2) as database`,
      [owner, name],
    )
    if (!rows[0].role) await admin.query(`create role ${owner}`)
    await admin.query(`alter role ${owner} login createrole password ${admin.escapeLiteral(ownerPassword)}`)
    if (!rows[0].database) await admin.query(`create database ${admin.escapeIdentifier(name)} owner ${owner}`)
  })
  await withClient(databaseUrl(adminUrl, name), async (admin) => {
    for (const extension of extensions) await admin.query(`create extension if not exists ${extension}`)
  })
  return databaseUrl(adminUrl, name, { user: owner, password: ownerPassword })
}

export function databaseUrl(url: string, name: string, as?: { user: string; password: string }) {
  const target = new URL(url)
  target.pathname = `/${name}`
  if (as) {
    target.username = as.user
    target.password = encodeURIComponent(as.password)
  }
  return target.href
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'trame-install' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
