import type { SurfaceFrame } from '@trame/domain'
import type { Lang } from '../format/number.ts'
import type { Cell } from '../ui/csv.ts'

/** As precise as the map: a hundredth of its unit. */
export const rounded = (value: number) => Math.round(value * 100) / 100

/** The table's columns in its words, and whether a row is a district or a climate zone. */
export interface SurfaceColumns {
  from: string
  to: string
  kind: string
  id: string
  name: string
  mean: string
  max: string
  population: string
  exposed: string
  unknown: string
  district: string
  zone: string
}

/** The twin of the map as rows of a file: by district, then by climate zone. */
export function surfaceRows(frame: SurfaceFrame, words: SurfaceColumns, lang: Lang): Cell[][] {
  const figures = ({
    mean,
    max,
    population,
    exposed,
    unknown,
  }: SurfaceFrame['zones'][number] | SurfaceFrame['districts'][number]) => [
    rounded(mean),
    rounded(max),
    population,
    exposed,
    Math.round(unknown * 100),
  ]
  const { from, to } = frame
  return [
    [
      words.from,
      words.to,
      words.kind,
      words.id,
      words.name,
      words.mean,
      words.max,
      words.population,
      words.exposed,
      words.unknown,
    ],
    ...frame.districts.map((row) => [from, to, words.district, row.siteId, row.name, ...figures(row)]),
    ...frame.zones.map((row) => [from, to, words.zone, row.zone, row[lang], ...figures(row)]),
  ]
}
