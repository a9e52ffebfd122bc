import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { forgetIdentity, isAlive, readIdentity, writeIdentity } from './process-identity.ts'

export interface ServerPlan {
  name: string
  command: [string, string[]]
  log: string
  pidFile: string
  stopSignal: NodeJS.Signals
  /** Resolves when the server answers; rejects while it does not. */
  check(): Promise<void>
}

export interface RunningServer {
  name: string
  pid: number
  exited: Promise<void>
  running(): boolean
  stop(): Promise<void>
  kill(signal?: NodeJS.Signals): Promise<void>
}

const startLimitMs = 60_000
const stopLimitMs = 15_000

/** Starts a server in a session of its own: a Ctrl-C at the terminal must reach only us, who stop them in order. */
export async function startServer(plan: ServerPlan): Promise<RunningServer> {
  await stopLeftover(plan)
  const log = openSync(plan.log, 'a')
  const child = spawn(...plan.command, { stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  const exited = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => {
      forgetIdentity(plan.pidFile)
      resolve()
    })
  })
  const running = () => child.exitCode === null && child.signalCode === null
  if (child.pid) writeIdentity(plan.pidFile, child.pid)

  const signal = async (name: NodeJS.Signals) => {
    if (running()) child.kill(name)
    if (!(await within(exited, stopLimitMs))) {
      child.kill('SIGKILL')
      await exited
    }
  }
  const server: RunningServer = {
    name: plan.name,
    pid: child.pid ?? 0,
    exited,
    running,
    stop: () => signal(plan.stopSignal),
    kill: (name = 'SIGKILL') => signal(name),
  }
  await untilHealthy(plan, server)
  return server
}

async function untilHealthy(plan: ServerPlan, server: RunningServer) {
  const deadline = performance.now() + startLimitMs
  for (;;) {
    if (!server.running()) throw new Error(`${plan.name} ended while starting:\n${tail(plan.log)}`)
    try {
      return await plan.check()
    } catch (fault) {
      if (performance.now() > deadline) {
        await server.stop()
        throw new Error(`${plan.name} does not answer:\n${tail(plan.log)}`, { cause: fault })
      }
    }
    // A server that died meanwhile is noticed at once, not after the pause.
    await Promise.race([server.exited, wait(50)])
  }
}

/** After a crash of ours its servers live on, holding data and ports. */
export async function stopLeftover({ pidFile, stopSignal }: Pick<ServerPlan, 'pidFile' | 'stopSignal'>) {
  const identity = readIdentity(pidFile)
  const deadline = performance.now() + stopLimitMs
  for (let first = true; isAlive(identity); first = false) {
    if (first) process.kill(identity.pid, stopSignal)
    if (performance.now() > deadline) process.kill(identity.pid, 'SIGKILL')
    await wait(50)
  }
  forgetIdentity(pidFile)
}

async function within(promise: Promise<void>, limitMs: number): Promise<boolean> {
  const limit = new AbortController()
  const done = await Promise.race([
    promise.then(() => true),
    wait(limitMs, false, { signal: limit.signal }).catch(() => false),
  ])
  limit.abort()
  return done
}

/** The last lines of a log, or nothing where there is none yet. */
export function tail(file: string) {
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n')
}
