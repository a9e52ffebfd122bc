import { propertyOf } from '../format/value.ts'

/** One colour of a map: a span of values, or a state. `to` is exclusive but for the last. */
export interface ColourClass {
  from: number
  to: number
  token: `seq-${1 | 2 | 3 | 4 | 5}`
}

const most = 5
const tokens = ['seq-1', 'seq-2', 'seq-3', 'seq-4', 'seq-5'] as const
/** Few classes take colours far apart. */
const spread: Record<number, readonly number[]> = { 1: [3], 2: [0, 4], 3: [0, 2, 4], 4: [0, 1, 3, 4] }
const tokenOf = (index: number, count: number) => tokens[(spread[count] ?? [0, 1, 2, 3, 4])[index] ?? 4]!

/** Round limits around what is there, five classes at most; each state of a state has its own. A share is seen in fifths. */
export function colourClasses(propertyId: string, values: readonly number[]): ColourClass[] {
  const property = propertyOf(propertyId)
  if (property.states) {
    const states = Object.keys(property.states)
      .map(Number)
      .sort((a, b) => a - b)
    return states.map((state, i) => ({
      from: state,
      to: state,
      token: tokenOf(Math.min(most - 1, i), Math.min(most, states.length)),
    }))
  }
  if (values.length === 0) return []
  const [least, greatest] = [Math.min(...values), Math.max(...values)]
  const share = property.unit === '%' && least >= 0 && greatest <= 100
  const [low, high] = share ? [0, 100] : [least, greatest]
  const step = roundStep(low, high, 10 ** -property.precision)
  const first = Math.floor(low / step + 1e-9)
  const count = Math.max(1, Math.ceil(high / step - 1e-9) - first)
  return Array.from({ length: count }, (_, i) => ({
    from: clean((first + i) * step),
    to: clean((first + i + 1) * step),
    token: tokenOf(i, count),
  }))
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that makes five classes or fewer; never finer than is shown. */
function roundStep(low: number, high: number, finest: number): number {
  const needed = Math.max(high - low, finest)
  for (let power = 10 ** Math.floor(Math.log10(needed / most)); ; power *= 10) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = factor * power
      if (step < finest) continue
      if (Math.ceil(high / step - 1e-9) - Math.floor(low / step + 1e-9) <= most) return step
    }
  }
}

const clean = (value: number) => Number(value.toPrecision(12))

/** Which class a value is in; beyond the limits it is of the outermost. -1: a state that is not named. */
export function classOf(classes: readonly ColourClass[], value: number): number {
  if (classes[0]?.from === classes[0]?.to) return classes.findIndex(({ from }) => from === value)
  return Math.max(
    0,
    classes.findLastIndex(({ from }) => value >= from),
  )
}
