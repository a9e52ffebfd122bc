import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { nodeOptions } from '../node-options.ts'
import { repository } from './local-folder.ts'
import { forgetIdentity, writeIdentity } from './process-identity.ts'
import { onPath } from './run-command.ts'
import { say } from './say.ts'
import { stopLeftover, tail } from './server.ts'

export interface ChildPlan {
  name: string
  /** A TypeScript file and its arguments. */
  script: string[]
  /** Flags for Node; those of most of our processes unless told. */
  nodeOptions?: readonly string[]
  env: Record<string, string>
  log: string
  pidFile: string
  /** Rejects until the process does its work. */
  ready?: () => Promise<void>
  /** A process that ends by itself with 0 has done its work. */
  mayEnd?: boolean
  /** What it prints is for the person who started us (a progress bar), not for a log. */
  speaks?: boolean
}

export interface Supervised {
  stop(): Promise<void>
}

const compileCache = path.join(repository, 'node_modules/.cache/trame-compile')
const firstPauseMs = 1_000
const longestPauseMs = 30_000
const steadyAfterMs = 60_000
const stopLimitMs = 10_000
const readyLimitMs = 60_000
const longestLog = 20_000_000

/** Runs one of our own processes and starts it again when it crashes, ever later while it keeps crashing. */
export async function supervise(plan: ChildPlan): Promise<Supervised> {
  let stopping = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined
  await stopLeftover({ pidFile: plan.pidFile, stopSignal: 'SIGTERM' })
  let child = launch()

  function launch(): ChildProcess {
    const since = performance.now()
    const started = spawnScript(plan)
    if (started.pid) writeIdentity(plan.pidFile, started.pid)
    started.once('exit', (code, signal) => {
      forgetIdentity(plan.pidFile)
      if (stopping || (plan.mayEnd && code === 0)) return
      if (performance.now() - since > steadyAfterMs) pauseMs = firstPauseMs
      say(`${plan.name} ended (${signal ?? code}); starting it again in ${pauseMs / 1000} s, see ${plan.log}`)
      timer = setTimeout(() => {
        child = launch()
      }, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
    return started
  }

  const stop = async () => {
    stopping = true
    clearTimeout(timer)
    if (ended(child)) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const limit = setTimeout(() => {
      say(`${plan.name} does not stop; ending it`)
      child.kill('SIGKILL')
    }, stopLimitMs)
    await exited
    clearTimeout(limit)
  }

  try {
    await untilReady(plan, () => ended(child))
  } catch (fault) {
    await stop()
    throw fault
  }
  return { stop }
}

function spawnScript({ name, script, nodeOptions: flags, env, log, speaks }: ChildPlan): ChildProcess {
  // A session of its own, so that Ctrl-C reaches only us; and the kernel ends it should we be killed.
  const orphaned = onPath('setpriv') ? ['setpriv', '--pdeathsig', 'TERM'] : []
  const [command, ...args] = [...orphaned, process.execPath, ...(flags ?? nodeOptions.others), ...script]
  const child = spawn(command!, args, {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      // Compiled code is read and not made: half the time to start, and 25 MB less for each process.
      NODE_COMPILE_CACHE: compileCache,
      ...env,
    },
    // A bar can only be drawn on the terminal itself.
    stdio: ['ignore', speaks && process.stdout.isTTY ? 'inherit' : 'pipe', 'pipe'],
    detached: true,
  })
  keepShort(log)
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 })
  child.once('error', (fault) => say(`${name}: ${fault.message}`))
  for (const stream of [child.stdout, child.stderr]) {
    stream?.pipe(file, { end: false })
    if (stream) showFaults(stream, name)
  }
  if (speaks && child.stdout) createInterface({ input: child.stdout }).on('line', say)
  child.once('close', () => file.end())
  return child
}

/** One file of the past is kept; a platform that runs for months fills no disk with more than two. */
function keepShort(log: string) {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > longestLog) renameSync(log, `${log}.1`)
}

/** Everything goes to the log file; errors (pino's level 50 and above) are shown here too, under the process's name. */
function showFaults(stream: Readable, name: string) {
  createInterface({ input: stream }).on('line', (line) => {
    const entry = parsed(line)
    if (entry && entry.level >= 50) say(`[${name}] ${entry.err?.message ?? entry.msg}`)
    else if (!entry && /^\S*Error\b/.test(line)) say(`[${name}] ${line}`)
  })
}

function parsed(line: string): { level: number; msg?: string; err?: { message?: string } } | null {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

async function untilReady({ name, ready, log }: ChildPlan, hasEnded: () => boolean) {
  if (!ready) return
  const deadline = performance.now() + readyLimitMs
  for (;;) {
    try {
      return await ready()
    } catch (fault) {
      if (hasEnded() || performance.now() > deadline) {
        throw new Error(`${name} did not become ready:\n${tail(log)}`, { cause: fault })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function ended(child: ChildProcess) {
  return child.exitCode !== null || child.signalCode !== null
}
