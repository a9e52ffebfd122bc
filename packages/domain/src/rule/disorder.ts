/**
 * Disorder: alerts must not wait for the lateness to pass, and yet end as if everything had come in order.
 *
 * 1. Time is the observation's own. Order is (time, property); all that has one time is one fact. What comes twice
 *    (same property, same time) counts once; with another value it is a correction, and takes the place of the first.
 * 2. The watermark is the newest observation's time minus the rule's lateness. Ticks do not move it: a wrong clock can
 *    make nothing late.
 * 3. The state holds `base`, the engine after all observations before the watermark; `buffer`, those since, in order;
 *    `head`, base + buffer + the deadlines due by the newest tick. Alerts are read from `head`, so they come at once.
 * 4. An observation in order is applied to `head`. One out of order, but not before the watermark, goes to its place in the
 *    buffer, and `head` is computed again from `base`.
 * 5. Events are the difference between the episodes told before and those of `head`: opened, severityChanged, cleared;
 *    and when the right order contradicts what was told, adjusted or retracted. Episodes are numbered in order, so who
 *    applies the events by number holds exactly the ordered run's alerts.
 * 6. An observation before the watermark changes nothing and gives a `late` event, for the trace.
 * 7. What `base` has closed is final and leaves the state. The buffer is capped; beyond that the oldest go to `base` early.
 */
import { advance, take } from './core.ts'
import { copyEpisode, difference } from './episodes.ts'
import { positionProperty } from './memory.ts'
import type { Program } from './program.ts'
import type {
  Buffered,
  Core,
  Episode,
  ObservationInput,
  PositionInput,
  RuleContext,
  RuleEvent,
  RuleInput,
  RuleState,
} from './state.ts'

const maxBuffer = 512

/** Changes `state` in place. A batch is put in order first: a frame may carry a day of history, newest value first. */
export function apply(
  program: Program,
  state: RuleState,
  inputs: readonly RuleInput[],
  context: RuleContext,
): RuleEvent[] {
  const events: RuleEvent[] = []
  const fresh: Buffered[] = []
  for (const input of inputs) {
    if (input.type === 'tick') {
      if (input.at > state.now) state.now = input.at
    } else {
      const observation = buffered(program, input)
      if (observation) fresh.push(observation)
    }
  }
  if (fresh.length > 1) fresh.sort(inOrder)

  let changed = false
  let rebuild = false
  let done = state.buffer.length
  for (const observation of fresh) {
    const watermark = Math.max(state.newest - program.rule.latenessMs, state.floor)
    if (observation.at < watermark) {
      const { property, value, at } = observation
      events.push({ type: 'late', property, value, at, watermark })
      continue
    }
    const place = placeOf(state.buffer, observation)
    const same = place > 0 && inOrder(state.buffer[place - 1]!, observation) === 0
    if (same) {
      if (isEqual(state.buffer[place - 1]!, observation)) continue
      state.buffer[place - 1] = observation
      rebuild = true
      continue
    }
    if (place < done || observation.at <= state.head.at) rebuild = true
    if (place === state.buffer.length) state.buffer.push(observation)
    else state.buffer.splice(place, 0, observation)
    if (observation.at > state.newest) state.newest = observation.at
  }

  if (rebuild) {
    state.head = copyCore(state.base)
    done = 0
    changed = true
  }
  if (done < state.buffer.length)
    changed = takeAll(program, state.head, state.buffer, done, context) || changed
  changed = advance(program, state.head, state.now, context) || changed
  if (changed) tell(state, events)
  fold(program, state, context)
  return events
}

function buffered(program: Program, input: ObservationInput | PositionInput): Buffered | null {
  // A refusal of the impossible, so that no caller can poison a state: NaN compares with nothing.
  if (!(input.at >= 0)) return null
  if (input.type === 'position') {
    if (!program.wildcard && !program.feeds.has(positionProperty)) return null
    return { at: input.at, property: positionProperty, value: null, good: true, position: input.position }
  }
  const { property, value, quality, at } = input
  if (value === null || !Number.isFinite(value)) return null
  if (!program.wildcard && !program.feeds.has(property)) return null
  return { at, property, value, good: quality === undefined || quality === 'ok' || quality === 'estimated' }
}

const inOrder = (a: Buffered, b: Buffered) =>
  a.at - b.at || (a.property < b.property ? -1 : a.property > b.property ? 1 : 0)

/** Where it goes, from the end; -1 when it is there already. */
const isEqual = (a: Buffered, b: Buffered) =>
  a.value === b.value &&
  a.good === b.good &&
  a.position?.[0] === b.position?.[0] &&
  a.position?.[1] === b.position?.[1]

/** Where it belongs: after all that came before it, and after its own like. */
function placeOf(buffer: readonly Buffered[], observation: Buffered): number {
  let place = buffer.length
  while (place > 0) {
    const order = inOrder(buffer[place - 1]!, observation)
    if (order <= 0) return place
    place -= 1
  }
  return 0
}

function takeAll(
  program: Program,
  core: Core,
  buffer: readonly Buffered[],
  from: number,
  context: RuleContext,
): boolean {
  let changed = false
  while (from < buffer.length) {
    const end = endOfGroup(buffer, from)
    changed = take(program, core, buffer.slice(from, end), context) || changed
    from = end
  }
  return changed
}

function endOfGroup(buffer: readonly Buffered[], from: number): number {
  const { at } = buffer[from]!
  let end = from + 1
  while (end < buffer.length && buffer[end]!.at === at) end += 1
  return end
}

function tell(state: RuleState, events: RuleEvent[]) {
  const news = difference(state.told, state.head.episodes)
  for (const event of news) events.push(event)
  state.told = state.head.episodes.map(copyEpisode)
}

function fold(program: Program, state: RuleState, context: RuleContext) {
  const { buffer, base } = state
  const watermark = state.newest - program.rule.latenessMs
  let from = 0
  while (from < buffer.length && (buffer[from]!.at < watermark || buffer.length - from > maxBuffer)) {
    const end = endOfGroup(buffer, from)
    if (buffer[from]!.at >= watermark) state.floor = buffer[from]!.at + 1
    take(program, base, buffer.slice(from, end), context)
    from = end
  }
  if (from === 0) return
  buffer.splice(0, from)
  if (base.episodes.length > 0) forgetFinal(state)
}

/** Closed in `base` is final; so are all steps of its open episode but the last. */
function forgetFinal({ base, head, told }: RuleState) {
  const final = (episode: Episode) =>
    episode.number <= base.opened &&
    !base.episodes.some(({ number, clearedAt }) => number === episode.number && clearedAt === null)
  for (const list of [head.episodes, told, base.episodes]) {
    for (let i = list.length - 1; i >= 0; i--) if (final(list[i]!)) list.splice(i, 1)
  }
  const open = base.episodes[0]
  if (!open || open.steps.length < 2) return
  const cut = open.steps.length - 1
  for (const list of [head.episodes, told, base.episodes]) {
    list.find(({ number }) => number === open.number)?.steps.splice(0, cut)
  }
}

export function copyCore(core: Core): Core {
  return {
    ...core,
    memories: core.memories.map((memory) => (Array.isArray(memory) ? [...memory] : structuredClone(memory))),
    verdicts: core.verdicts.map((verdict) => [...verdict]),
    subject: core.subject && [...core.subject],
    hours: core.hours && [...core.hours],
    episodes: core.episodes.map(copyEpisode),
  }
}
