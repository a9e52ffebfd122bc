import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { inRoot } from './in-root.ts'
import { runCommand } from './run-command.ts'
import { type RunningServer, startServer } from './server.ts'
import { serverFolder } from './server-folder.ts'

const bin = '/usr/lib/postgresql/17/bin'

export interface PostgresOptions {
  root: string
  directory: string
  port: number
  /** Of the superuser `postgres`, given to the cluster when it is made. */
  password: string
  /** Settings that differ from infra/timescale/postgresql.conf. */
  settings?: Record<string, string>
}

export function postgresUrl({ port, password }: Pick<PostgresOptions, 'port' | 'password'>) {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
}

export async function startPostgres(options: PostgresOptions): Promise<RunningServer> {
  const { root, directory, port, settings = {} } = options
  const folder = serverFolder(root, directory, 'postgres', 'timescale')
  await createCluster(options, folder)
  const url = postgresUrl(options)
  return startServer({
    name: 'PostgreSQL',
    command: inRoot({
      root,
      user: 'postgres',
      mounts: folder.mounts,
      whenOrphaned: 'SIGINT',
      command: [
        `${bin}/postgres`,
        '-D',
        '/trame/data/cluster',
        '-c',
        'config_file=/trame/settings/postgresql.conf',
        '-c',
        'hba_file=/trame/settings/pg_hba.conf',
        '-c',
        `port=${port}`,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
    }),
    log: folder.log,
    pidFile: folder.pidFile,
    // "Fast": ends the sessions, writes a checkpoint. The default (SIGTERM) waits for clients.
    stopSignal: 'SIGINT',
    check: () => checkPostgres(url),
  })
}

async function createCluster(
  { root, password }: PostgresOptions,
  folder: ReturnType<typeof serverFolder>,
): Promise<void> {
  const cluster = path.join(folder.mounts.data, 'cluster')
  if (existsSync(cluster)) return
  rmSync(`${cluster}.new`, { recursive: true, force: true })
  folder.give('first-password', password)
  const { code, output } = await runCommand(
    ...inRoot({
      root,
      user: 'postgres',
      mounts: folder.mounts,
      whenOrphaned: 'SIGINT',
      command: [
        `${bin}/initdb`,
        '--pgdata=/trame/data/cluster.new',
        '--username=postgres',
        '--pwfile=/trame/generated/first-password',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--data-checksums',
      ],
    }),
  )
  rmSync(path.join(folder.mounts.generated, 'first-password'))
  if (code !== 0) throw new Error(`initdb failed:\n${output}`)
  // A cluster that exists is complete: one that an interruption left half made never gets this name.
  renameSync(`${cluster}.new`, cluster)
}

export async function checkPostgres(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    await client.end().catch(() => {})
  }
}
