import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { identityOf } from './process-identity.ts'

/** A new folder for a test server's data, and the end of those whose makers are gone. */
export function testFolder() {
  // In memory where there is room: tests care about order and crashes of processes, not about power cuts.
  // Benchmarks of durable commits name a disk instead.
  const base = process.env.TRAME_TEST_DATA ?? (roomInMemory() ? '/dev/shm' : tmpdir())
  for (const entry of readdirSync(base)) {
    const maker = /^trame-test-(\d+)-/.exec(entry)?.[1]
    if (maker && !identityOf(Number(maker))) rmSync(path.join(base, entry), { recursive: true, force: true })
  }
  return mkdtempSync(path.join(base, `trame-test-${process.pid}-`))
}

function roomInMemory() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 2 * 1024 ** 3
  } catch {
    return false
  }
}
