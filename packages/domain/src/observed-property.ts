import type { UnitCode } from './units.ts'

/** gauge: a level at an instant; counter: a total that only grows, until a reset; state: a number with named values. */
export type PropertyKind = 'gauge' | 'counter' | 'state'

/** How a period is summed up when nobody asks for something else. `increase` = last minus first, resets removed. */
export type Aggregate = 'mean' | 'sum' | 'min' | 'max' | 'last' | 'increase'

/** How values of many assets make one. */
export type Across = 'sum' | 'mean' | 'min' | 'max'

export interface ObservedProperty {
  id: string
  fr: string
  en: string
  unit: UnitCode
  kind: PropertyKind
  /** Values outside are kept and flagged `outOfRange`: they never enter a rollup. */
  range: readonly [number, number]
  aggregate: Aggregate
  /** How many assets are summed up at one time, where `acrossOf` would guess wrong. */
  across?: Across
  /** The attribute by which an asset weighs where many are averaged: a share of a large car park says more. */
  weighs?: string
  /** Decimals on screen. */
  precision: number
  /** Names of the values of a state, by value. */
  states?: Readonly<Record<number, { fr: string; en: string }>>
  /** Said of the device itself (battery, radio), not of the asset that it watches. */
  ofDevice?: boolean
}

type Labels = readonly [fr: string, en: string]
type Extra = Partial<Pick<ObservedProperty, 'aggregate' | 'across' | 'weighs' | 'ofDevice' | 'states'>>

export const gauge = (
  [fr, en]: Labels,
  unit: UnitCode,
  range: readonly [number, number],
  precision: number,
  extra: Extra = {},
) => ({ fr, en, unit, kind: 'gauge', range, precision, aggregate: 'mean', ...extra }) as const

export const counter = ([fr, en]: Labels, unit: UnitCode, precision: number, extra: Extra = {}) =>
  ({
    fr,
    en,
    unit,
    kind: 'counter',
    range: [0, 1e12],
    precision,
    aggregate: 'increase',
    ...extra,
  }) as const

/** Counts of a period that the device itself closed (people since the last message): they add up. */
export const tally = (
  [fr, en]: Labels,
  unit: UnitCode,
  range: readonly [number, number],
  extra: Extra = {},
) => ({ fr, en, unit, kind: 'gauge', range, precision: 0, aggregate: 'sum', ...extra }) as const

export const state = ([fr, en]: Labels, values: Record<number, Labels>, extra: Extra = {}) => {
  const keys = Object.keys(values).map(Number)
  return {
    fr,
    en,
    unit: '1',
    kind: 'state',
    range: [Math.min(...keys), Math.max(...keys)],
    precision: 0,
    aggregate: 'last',
    states: Object.fromEntries(keys.map((key) => [key, { fr: values[key]![0], en: values[key]![1] }])),
    ...extra,
  } as const
}

const no: Labels = ['non', 'no']
const yes: Labels = ['oui', 'yes']
export const flag = (labels: Labels, values: [off: Labels, on: Labels] = [no, yes], extra: Extra = {}) =>
  state(labels, { 0: values[0], 1: values[1] }, extra)

const counted = ['{count}', '{veh}', 'W']

/** Amounts, counts, powers and yes-or-no states of many assets add up; levels are averaged. */
export function acrossOf({ across, aggregate, unit, states }: ObservedProperty): Across {
  if (across) return across
  if (aggregate === 'sum' || aggregate === 'increase') return 'sum'
  if (aggregate === 'min' || aggregate === 'max') return aggregate
  const yesOrNo = states !== undefined && Object.keys(states).join() === '0,1'
  return yesOrNo || counted.includes(unit) ? 'sum' : 'mean'
}
