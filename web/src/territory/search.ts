import type { TerritorySearch } from '../routes.tsx'

/** What every part of the page reads and how it asks for a change: both are the URL. */
export interface SearchProps {
  search: TerritorySearch
  change: (next: Partial<TerritorySearch>, replace?: boolean) => void
}
