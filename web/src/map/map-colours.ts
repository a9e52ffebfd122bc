import { token } from '../ui/theme-choice.ts'

const names = [
  'm-land',
  'm-build',
  'm-road',
  'm-case',
  'm-water',
  'm-water-ink',
  'm-park',
  'm-wood',
  'm-park-ink',
  'm-field',
  'm-rail',
  'm-ink',
  'm-halo',
  'paper',
  'ink',
  'ink-3',
  'line',
  'accent',
  'fn-optimise',
  'fn-alert',
  'fn-map',
  'fn-interact',
  'crit',
  'maj',
  'min',
  'info',
  'seq-1',
  'seq-2',
  'seq-3',
  'seq-4',
  'seq-5',
] as const

export type MapColours = Record<(typeof names)[number], string>

/** The colours of the theme on screen: a canvas cannot read custom properties. */
export const mapColours = () =>
  Object.fromEntries(names.map((name) => [name, token(`--${name}`)])) as MapColours
