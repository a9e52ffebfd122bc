import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { Order } from '../downlink/orders.ts'
import { StoryRun } from '../stories/stories.ts'
import { DrivenTour } from '../tours/tours.ts'

const counters = z.record(z.string(), z.number())

/** What a device would keep through a power cut: its frame counters, the session they count in, and its orders. */
const Memory = z.object({
  /** Everything up to this instant has been played. */
  playedUntil: z.number().nullable(),
  frameCounters: counters,
  downlinkCounters: counters.default({}),
  session: z.number(),
  orders: z.record(z.string(), z.array(Order)).default({}),
  stories: z.array(StoryRun).default([]),
  tours: z.array(DrivenTour).default([]),
  /** Fingerprint of the territory that the platform was told of. */
  provisioned: z.string().nullable().default(null),
})
export type Memory = z.infer<typeof Memory>

export const newMemory = (session: number): Memory =>
  Memory.parse({ playedUntil: null, frameCounters: {}, session })

export function readMemory(path: string, now: number): Memory {
  try {
    return Memory.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // None, or unreadable: the fleet joins anew, as devices do after a loss of their state.
    return newMemory(now)
  }
}

export function writeMemory(path: string, memory: Memory) {
  writeFileSync(`${path}.new`, JSON.stringify(memory), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
