/** Lists are read page by page: the cursor is where the next one starts. */
export interface Page<T> {
  items: T[]
  next: string | null
  total: number
}

export const offsetOf = (cursor: string | undefined) => {
  const offset = Number(cursor ?? 0)
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0
}

/** `rows` carry the count of the whole list in `total` (a window count), absent when the page is past the end. */
export function pageFrom<R extends { total: string | number }, T>(
  rows: readonly R[],
  query: { cursor?: string | undefined; limit: number },
  map: (row: R) => T,
): Page<T> {
  const total = Number(rows[0]?.total ?? 0)
  const end = offsetOf(query.cursor) + rows.length
  return { items: rows.map(map), next: rows.length > 0 && end < total ? String(end) : null, total }
}
