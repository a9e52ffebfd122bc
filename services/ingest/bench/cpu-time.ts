import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const tickMs = 10

/** Processor time of everything that runs, by the name of the program: what a message costs, however busy the machine. */
export function cpuTimes(): Map<number, { name: string; ms: number }> {
  const times = new Map<number, { name: string; ms: number }>()
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
      times.set(Number(pid), { name, ms: (Number(fields[11]) + Number(fields[12])) * tickMs })
    } catch {
      // It has ended meanwhile.
    }
  }
  return times
}

/** What the processes of `isOurs` used between two readings, in milliseconds. */
export function cpuUsed(
  before: ReturnType<typeof cpuTimes>,
  after: ReturnType<typeof cpuTimes>,
  isOurs: (pid: number, name: string) => boolean,
): number {
  let used = 0
  for (const [pid, { name, ms }] of after) if (isOurs(pid, name)) used += ms - (before.get(pid)?.ms ?? 0)
  return used
}
