import { refresh, takeOut } from './edit.ts'
import type { Plan } from './plan.ts'
import type { Search } from './search.ts'

// Slack induction by string removals: Christiaens and Vanden Berghe, Transportation Science 54(2), 2020, section 5.
const longest = 10
const meanRemoved = 10
const splitShare = 0.5
const splitStops = 0.01

/** Takes strings of neighbouring stops out of routes that lie near a random stop. */
export function ruin(search: Search, plan: Plan): void {
  const { random, near, nearCount, touched } = search
  const { route, count, size } = plan
  const stops = search.problem.stops
  const onRoad = stops - size[0]!
  if (onRoad === 0) return
  let used = 0
  for (let r = 0; r < size[1]!; r++) if (count[r]! > 0) used++
  const longestHere = Math.min(longest, onRoad / used)
  const stringsMost = (4 * meanRemoved) / (1 + longestHere) - 1
  let strings = Math.floor(1 + random.next() * stringsMost)
  touched.fill(0)
  const seed = 1 + random.below(stops)
  for (let i = 0; i < nearCount && strings > 0; i++) {
    const stop = near[seed * nearCount + i]!
    const r = route[stop]!
    if (r < 0 || touched[r] === 1) continue
    const length = Math.floor(1 + random.next() * Math.min(count[r]!, longestHere))
    removeString(search, plan, stop, r, Math.min(length, count[r]!))
    touched[r] = 1
    if (search.duration || search.tips) refresh(search, plan, r)
    strings--
  }
}

/** A string of `length` around the stop; half of the time it keeps a few stops in its middle. */
function removeString(search: Search, plan: Plan, stop: number, r: number, length: number) {
  const { random, string } = search
  const { next, prev } = plan
  const size = plan.count[r]!
  let kept = 0
  if (length > 1 && length < size && random.next() < splitShare) {
    kept = 1
    while (length + kept < size && random.next() > splitStops) kept++
  }
  const span = length + kept
  // Position of the stop in its route, and how far back the string may begin.
  let at = 0
  for (let s = prev[stop]!; s !== 0; s = prev[s]!) at++
  const earliest = Math.max(0, at - span + 1)
  const last = Math.min(at, size - span)
  let from = stop
  for (let back = at - (earliest + random.below(last - earliest + 1)); back > 0; back--) from = prev[from]!
  const keepFrom = kept === 0 ? span : 1 + random.below(length - 1)
  let s = from
  let n = 0
  for (let i = 0; i < span; i++, s = next[s]!) if (i < keepFrom || i >= keepFrom + kept) string[n++] = s
  for (let i = 0; i < n; i++) takeOut(search, plan, string[i]!)
}
