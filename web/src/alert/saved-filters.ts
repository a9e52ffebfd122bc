import { AlertFilter } from '../api/alerts.ts'
import { parseSearch } from '../search-params.ts'

export interface SavedFilter {
  name: string
  /** The query string that shows it. */
  search: string
}

const key = 'trame.alert-filters'

export function savedFilters(): SavedFilter[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.filter(
      (each): each is SavedFilter => typeof each?.name === 'string' && typeof each?.search === 'string',
    )
  } catch {
    return []
  }
}

export function keepFilters(filters: readonly SavedFilter[]) {
  try {
    localStorage.setItem(key, JSON.stringify(filters))
  } catch {
    // Not remembered: the address still holds it.
  }
}

export const filterOf = (saved: SavedFilter): AlertFilter => AlertFilter.parse(parseSearch(saved.search))
