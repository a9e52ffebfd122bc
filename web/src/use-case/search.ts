import { surfaceProperties } from '@trame/domain'
import { z } from 'zod'
import { RangeSearch } from '../charts/range.ts'

/** Everything on a page of a use case that one may want to link to. */
export const UseCaseSearch = RangeSearch.extend({
  /** The selected asset: marked on the map and in lists, drawn in the charts. */
  asset: z.string().optional(),
  /** Of tables: a column and its direction, `bin.fill:down`, `attribute:capacityLitres:up`, `name:up`. */
  sort: z
    .string()
    .regex(/^[\w.:-]+:(up|down)$/)
    .optional()
    .catch(undefined),
  q: z.string().max(120).optional(),
  /** Of the tour widget: the tour that is shown, and its marked stop. */
  tour: z.string().optional(),
  stop: z.string().optional(),
  /** Widgets by their place on the page, shown as their twin: charts as tables, maps as lists. */
  twin: z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .optional()
    .catch(undefined),
  /** zoom,latitude,longitude */
  at: z.string().optional(),
  /** Of a surface: what it maps, how often, over how many days up to when, which map, and its error instead. */
  surface: z.enum(surfaceProperties).optional().catch(undefined),
  by: z.enum(['hour', 'night', 'period']).optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(366).optional().catch(undefined),
  until: z.iso.datetime({ offset: true }).optional().catch(undefined),
  frame: z.iso.datetime({ offset: true }).optional().catch(undefined),
  error: z.literal('shown').optional().catch(undefined),
})
export type UseCaseSearch = z.infer<typeof UseCaseSearch>

/** Whether a widget is shown as its twin, and the search in which it is the other way. */
export function twinOf(search: UseCaseSearch, index: number): { on: boolean; flipped: string | undefined } {
  const shown = new Set((search.twin ?? '').split(',').filter(Boolean).map(Number))
  const on = shown.has(index)
  if (on) shown.delete(index)
  else shown.add(index)
  return { on, flipped: shown.size > 0 ? [...shown].sort((a, b) => a - b).join(',') : undefined }
}

/** The column by which tables are sorted: as the URL says when they have it, else as their page says. */
export function sortOf(
  search: UseCaseSearch,
  columns: readonly string[],
  fallback: { column: string; order: 'up' | 'down' },
): { column: string; order: 'up' | 'down' } {
  const cut = search.sort?.lastIndexOf(':') ?? -1
  const column = search.sort?.slice(0, cut)
  if (column === undefined || !columns.includes(column)) return fallback
  return { column, order: search.sort?.slice(cut + 1) === 'up' ? 'up' : 'down' }
}
