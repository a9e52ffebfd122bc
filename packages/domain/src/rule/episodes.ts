import type { Program } from './program.ts'
import { type Core, type Episode, openOf, type RuleEvent } from './state.ts'

/** Opens, steps or clears the episode as the roots now say. True when something changed. */
export function judge({ roots, main }: Program, core: Core): boolean {
  const open = openOf(core)
  for (const { severity, node } of roots) {
    if (core.verdicts[node]![0] !== 1) continue
    if (open?.severity === severity) return false
    if (open) {
      open.severity = severity
      open.steps.push([core.at, severity])
    } else {
      core.episodes.push(newEpisode(core, severity))
    }
    return true
  }
  if (!open || core.verdicts[main]![0] !== 0) return false
  close(open, core.at, 'condition')
  return true
}

export function close(episode: Episode, at: number, reason: 'condition' | 'hours') {
  episode.clearedAt = at
  episode.reason = reason
}

function newEpisode(core: Core, severity: Episode['severity']): Episode {
  core.opened += 1
  const { subject } = core
  return {
    number: core.opened,
    openedAt: core.at,
    severity,
    steps: [[core.at, severity]],
    clearedAt: null,
    reason: null,
    count: subject ? 1 : 0,
    first: subject && [...subject],
    last: subject && [...subject],
    lowest: subject ? subject[0] : null,
    highest: subject ? subject[0] : null,
  }
}

/** A good value of the rule's first property while an episode is open. */
export function follow(episode: Episode, value: number, at: number) {
  episode.count += 1
  episode.first ??= [value, at]
  episode.last = [value, at]
  if (episode.lowest === null || value < episode.lowest) episode.lowest = value
  if (episode.highest === null || value > episode.highest) episode.highest = value
}

export const copyEpisode = (episode: Episode): Episode => ({
  ...episode,
  steps: episode.steps.map((step) => [...step]),
  first: episode.first && [...episode.first],
  last: episode.last && [...episode.last],
})

/**
 * What has to be said so that whoever was told `told` knows `now`. Retractions come first: there is never more than one
 * open episode.
 */
export function difference(told: readonly Episode[], now: readonly Episode[]): RuleEvent[] {
  const events: RuleEvent[] = []
  for (const episode of told) {
    if (!now.some(({ number }) => number === episode.number)) events.push({ type: 'retracted', episode })
  }
  for (const current of now) {
    const episode = copyEpisode(current)
    const before = told.find(({ number }) => number === episode.number)
    if (!before) {
      const [at, severity] = episode.steps[0]!
      events.push({ type: 'opened', at, severity, episode })
      tellSteps(events, episode, 1)
      tellClearing(events, episode)
    } else if (contradicts(before, episode)) {
      events.push({ type: 'adjusted', before, episode })
    } else {
      tellSteps(events, episode, before.steps.length)
      if (before.clearedAt === null) tellClearing(events, episode)
    }
  }
  return events
}

function tellSteps(events: RuleEvent[], episode: Episode, from: number) {
  for (let i = from; i < episode.steps.length; i++) {
    const [at, to] = episode.steps[i]!
    events.push({ type: 'severityChanged', at, from: episode.steps[i - 1]![1], to, episode })
  }
}

function tellClearing(events: RuleEvent[], episode: Episode) {
  const { clearedAt: at, reason } = episode
  if (at !== null && reason !== null) events.push({ type: 'cleared', at, reason, episode })
}

const contradicts = (before: Episode, now: Episode): boolean =>
  before.openedAt !== now.openedAt ||
  before.steps.length > now.steps.length ||
  before.steps.some(([at, severity], i) => at !== now.steps[i]![0] || severity !== now.steps[i]![1]) ||
  (before.clearedAt !== null && (before.clearedAt !== now.clearedAt || before.reason !== now.reason))
