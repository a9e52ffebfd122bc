import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
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
  /** The most memory that it has had, from its start. */
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
  const metric = async (name: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`)
    const lines = (await response.text()).split('\n')
    const sum = (prefix: string) =>
      lines
        .filter((line) => line.startsWith(prefix) && /^[ {]/.test(line.slice(prefix.length)))
        .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0)
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
      // Seldom until the end is near: each answer costs the process that is measured a millisecond.
      for (let before = 0, most = 0; ; ) {
        const stored = await metric('trame_ingest_uplinks_total')
        if (stored >= uplinks) return Date.now()
        most = Math.max(most, stored - before)
        before = stored
        await wait(uplinks - stored < most * 2 ? 10 : 200)
      }
    },
    peakBytes: () => residentPeak(child.pid!),
    async stop(signal = 'SIGTERM') {
      // One that has died meanwhile says so no second time.
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

/** proc(5): the "high water mark" of resident memory. */
function residentPeak(pid: number): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Number(kibibytes) * 1024
}
