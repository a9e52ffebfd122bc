import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** What a device would keep through a power cut: its frame counter, and the session that it counts in. */
const Memory = z.object({
  /** Everything up to this instant has been played. */
  playedUntil: z.number().nullable(),
  frameCounters: z.record(z.string(), z.number()),
  session: z.number(),
})
export type Memory = z.infer<typeof Memory>

export function readMemory(path: string, now: number): Memory {
  try {
    return Memory.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // None, or unreadable: the fleet joins anew, as devices do after a loss of their state.
    return { playedUntil: null, frameCounters: {}, session: now }
  }
}

export function writeMemory(path: string, memory: Memory) {
  writeFileSync(`${path}.new`, JSON.stringify(memory))
  renameSync(`${path}.new`, path)
}
