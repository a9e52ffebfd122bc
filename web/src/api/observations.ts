import { queryOptions } from '@tanstack/react-query'
import { type Grain, ObservationList } from '@trame/domain'
import { apiUrl, request } from './client.ts'

export interface ObservationRange {
  from: string
  to: string
  grain: Grain | 'auto'
}

export const observationsQuery = (seriesId: number, range: ObservationRange) =>
  queryOptions({
    queryKey: ['observations', seriesId, range],
    queryFn: ({ signal }) =>
      request(ObservationList, `/series/${seriesId}/observations`, { signal, query: { ...range } }),
    // While the window slides the last picture stays.
    placeholderData: (previous) => previous,
  })

export const observationsCsvUrl = (seriesId: number, range: ObservationRange, locale: 'fr' | 'en') =>
  apiUrl(`/series/${seriesId}/observations`, { ...range, format: 'csv', locale })
