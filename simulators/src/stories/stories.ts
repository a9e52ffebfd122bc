import { z } from 'zod'
import type { Position } from '../wire/position.ts'
import { distanceM } from '../wire/position.ts'
import { dayMs, hourMs } from '../world/local-time.ts'

export const storyNames = ['leak-night', 'heat-wave', 'beach-sunday', 'gateway-down', 'bin-fire'] as const
export const StoryName = z.enum(storyNames)
export type StoryName = z.infer<typeof StoryName>

export const StoryRun = z.object({ story: StoryName, from: z.number() })
export type StoryRun = z.infer<typeof StoryRun>

/** Where stories take place. */
export interface Scenes {
  beach: Position
  leak: Position
  gateway: string
  /** A bin. */
  fire: Position
}

export const durations: Record<StoryName, number> = {
  'leak-night': 7 * dayMs,
  'heat-wave': 5 * dayMs,
  'beach-sunday': 12 * hourMs,
  'gateway-down': 2 * hourMs,
  'bin-fire': 2 * hourMs,
}

export interface Stories {
  scenes: Scenes
  start(run: StoryRun): void
  runs(): readonly StoryRun[]
  /** 0 = the season's own weather, 1 = in the middle of the heat wave. */
  heat(at: number): number
  /** How many times busier than usual a place is. */
  crowd(position: Position, at: number): number
  /** Since when the pipe leaks and how much, 0 to 1; null when it is sound. */
  leak(at: number): { since: number; strength: number } | null
  /** What has run out of leaks so far, in hours at full strength. */
  leakedHours(at: number): number
  gatewayDown(id: string, at: number): boolean
  /** 0 = nothing burns here, 1 = in the middle of it. */
  fire(position: Position, at: number): number
}

/** Half as far as a walk from the beach to the car. */
export const beachReachM = 900
/** What the leak of the story lets out at full strength, m3/h. */
export const leakFlowM3h = 4
/** It begins when the probe's own threshold speaks: hot already, full within minutes; put out, it cools for an hour. */
const fireAtFirst = 0.85
const fireGrowthMs = 15 * 60_000
const fireEndsMs = hourMs
const leakGrowthMs = 2 * dayMs
const leakAtFirst = 0.4

/** A leak starts small and is full after two nights. */
export const leakStrength = (since: number, at: number) =>
  Math.min(1, leakAtFirst + ((1 - leakAtFirst) * (at - since)) / leakGrowthMs)

/** Integral of the strength since it began, in hours at full strength. */
export function leakHours(since: number, at: number): number {
  const growing = Math.min(at - since, leakGrowthMs)
  const mean = (leakAtFirst + leakStrength(since, since + growing)) / 2
  return (growing * mean + Math.max(0, at - since - leakGrowthMs)) / hourMs
}

/** What happens in town that is not the course of things, over the list that is remembered through a restart. */
export function createStories(scenes: Scenes, remembered: StoryRun[] = []): Stories {
  const running = (story: StoryName, at: number) =>
    remembered.find((run) => run.story === story && at >= run.from && at < run.from + durations[story])

  return {
    scenes,
    start: (run) => void remembered.push(run),
    runs: () => remembered,
    heat(at) {
      const run = running('heat-wave', at)
      if (!run) return 0
      const rampMs = 6 * hourMs
      return Math.min(1, (at - run.from) / rampMs, (run.from + durations['heat-wave'] - at) / rampMs)
    },
    crowd: (position, at) =>
      running('beach-sunday', at) && distanceM(position, scenes.beach) < beachReachM ? 6 : 1,
    leak(at) {
      const run = running('leak-night', at)
      return run ? { since: run.from, strength: leakStrength(run.from, at) } : null
    },
    leakedHours: (at) =>
      remembered
        .filter(({ story, from }) => story === 'leak-night' && from <= at)
        .reduce((sum, { from }) => sum + leakHours(from, Math.min(at, from + durations['leak-night'])), 0),
    fire(position, at) {
      const run = running('bin-fire', at)
      if (!run || distanceM(position, scenes.fire) > 2) return 0
      const end = run.from + durations['bin-fire']
      return Math.min(1, fireAtFirst + (at - run.from) / fireGrowthMs, (end - at) / fireEndsMs)
    },
    gatewayDown: (id, at) => id === scenes.gateway && running('gateway-down', at) !== undefined,
  }
}
