import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../../infra/local/ports.ts'
import type { TestBroker } from '../../../infra/local/testing.ts'
import { nodeOptions } from '../../../infra/node-options.ts'
import { cpuSince } from './cpu-time.ts'
import type { PublisherPlan } from './publisher.ts'

const here = import.meta.dirname

interface Published {
  startedAt: number
  endedAt: number
  cpuMs: number
}

export async function publish(plan: PublisherPlan): Promise<Published> {
  const child = fork(path.join(here, 'publisher.ts'))
  child.send(plan)
  return (await said(child)) as Published
}

/** The next message of a child; its end is a failure. */
async function said(child: ChildProcess): Promise<unknown> {
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a child ended with ${code}`)))
  failed.catch(() => {})
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [unknown]
  return message
}

export interface Measured {
  /** Messages a second. */
  rate: number
  /** Processor time by part, microseconds a message. */
  cpuUs: Record<string, number>
}

/** From the first publication to the last receipt by a consumer that does nothing else. */
export async function relayRate(broker: TestBroker, filter: string, plan: PublisherPlan): Promise<Measured> {
  const consumer = fork(path.join(here, 'consumer.ts'))
  consumer.send({ url: broker.url, filter, messages: plan.messages })
  await said(consumer)
  const ended = said(consumer)
  const used = cpuSince({ broker: broker.pid()! })
  const { startedAt, cpuMs: publisher } = await publish(plan)
  const { endedAt, cpuMs } = (await ended) as { endedAt: number; cpuMs: number }
  return measured(plan.messages, endedAt - startedAt, { publisher, ...used(), consumer: cpuMs })
}

export function measured(messages: number, tookMs: number, cpuMs: Record<string, number>): Measured {
  const cpuUs = Object.entries(cpuMs).map(([part, ms]) => [part, (ms / messages) * 1000])
  return { rate: (messages / tookMs) * 1000, cpuUs: Object.fromEntries(cpuUs) }
}

/** What the processors did for it; their sum over the number of cores is the rate of an otherwise idle machine. */
export function perMessage({ cpuUs }: Measured): string {
  const sum = Object.values(cpuUs).reduce((total, us) => total + us, 0)
  const parts = Object.entries(cpuUs).map(([part, us]) => `${part} ${us.toFixed(1)}`)
  return `${sum.toFixed(1)} us a message of processor time: ${parts.join(', ')}`
}

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
    [...nodeOptions.ingest, ...profile, path.join(here, '../src/main.ts')],
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

export const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`
export const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}
