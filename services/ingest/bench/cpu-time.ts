import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const tickMs = 10

interface Entry {
  parent: number
  ms: number
}

/** Processor time of every process with that of the children it has buried, in milliseconds. */
function processes(): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // proc(5): after the name in parentheses: state, ppid, ..., utime, stime, cutime, cstime.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0)
      entries.set(Number(pid), { parent: Number(fields[1]), ms: ticks * tickMs })
    } catch {
      // It has ended meanwhile.
    }
  }
  return entries
}

/** What a process and all below it have used so far: what a message costs, however busy the machine. */
export function cpuOfTree(root: number): number {
  const entries = processes()
  const belongs = (pid: number): boolean =>
    pid === root || (entries.has(pid) && belongs(entries.get(pid)!.parent))
  let used = 0
  for (const [pid, { ms }] of entries) if (belongs(pid)) used += ms
  return used
}

/** Reads several at once; call the result for what each has used since. */
export function cpuSince(roots: Record<string, number>): () => Record<string, number> {
  const before = Object.entries(roots).map(([name, pid]) => [name, pid, cpuOfTree(pid)] as const)
  return () => Object.fromEntries(before.map(([name, pid, ms]) => [name, cpuOfTree(pid) - ms]))
}
