import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * A process is its id and its start time: ids are used again after a reboot, and stopping whatever carries an old
 * number would end a stranger's process.
 */
export interface ProcessIdentity {
  pid: number
  startedAt: string
}

export function identityOf(pid: number): ProcessIdentity | null {
  try {
    // proc_pid_stat(5): the command (field 2) may hold spaces and brackets; field 22 is the start time.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? null : { pid, startedAt: rest[18]! }
  } catch {
    return null
  }
}

export function isAlive(identity: ProcessIdentity | null): identity is ProcessIdentity {
  return identity !== null && identityOf(identity.pid)?.startedAt === identity.startedAt
}

export function writeIdentity(file: string, pid: number) {
  writeFileSync(file, JSON.stringify(identityOf(pid)))
}

export function readIdentity(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity | null
  } catch {
    return null
  }
}

export function forgetIdentity(file: string) {
  rmSync(file, { force: true })
}
