import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { repository } from '../local/local-folder.ts'
import { freePort } from '../local/ports.ts'
import { nodeOptions } from '../node-options.ts'

export interface IngestUnderTest {
  pid: number
  metric(name: string): Promise<number>
  /** Resolves with the time at which so many uplinks were committed. */
  stored(uplinks: number): Promise<number>
  peakBytes(): number
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface IngestSettings {
  databaseUrl: string
  redisUrl: string
  connectors: unknown[]
  env?: Record<string, string>
}

/** The real process, as it is deployed. Waits until its connectors are connected. */
export async function startIngestProcess(settings: IngestSettings): Promise<IngestUnderTest> {
  const connectorsFile = path.join(tmpdir(), `trame-bench-connectors-${process.pid}.json`)
  writeFileSync(connectorsFile, JSON.stringify(settings.connectors), { mode: 0o600 })
  const port = await freePort()
  const profile = process.env.BENCH_PROFILE
    ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]
    : []
  const child: ChildProcess = spawn(
    process.execPath,
    [...nodeOptions.ingest, ...profile, path.join(repository, 'services/ingest/src/main.ts')],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: path.join(tmpdir(), 'trame-compile-cache'),
        DATABASE_URL: settings.databaseUrl,
        REDIS_URL: settings.redisUrl,
        CONNECTORS_FILE: connectorsFile,
        METRICS_PORT: String(port),
        LOG_LEVEL: 'warn',
        ...settings.env,
      },
    },
  )
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)
  child.once('exit', () => process.off('exit', orphaned))
  let peak = 0
  const metric = async (name: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`)
    const lines = (await response.text()).split('\n')
    const sum = (prefix: string) =>
      lines
        .filter((line) => line.startsWith(prefix) && /^[ {]/.test(line.slice(prefix.length)))
        .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0)
    peak = Math.max(peak, sum('trame_ingest_resident_bytes'))
    return sum(name)
  }
  for (let tries = 0; ; tries++) {
    const connected = await metric('trame_ingest_connector_connected').catch(() => 0)
    if (connected === settings.connectors.length) break
    if (tries === 300 || child.exitCode !== null) throw new Error('ingest does not start')
    await wait(100)
  }
  return {
    pid: child.pid!,
    metric,
    async stored(uplinks) {
      for (;;) {
        if ((await metric('trame_ingest_uplinks_total')) >= uplinks) return Date.now()
        await wait(20)
      }
    },
    peakBytes: () => peak,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}
