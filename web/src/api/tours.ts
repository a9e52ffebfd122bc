import { queryOptions } from '@tanstack/react-query'
import { CollectionSettings, type NewTour, pageOf, type StopReport, Tour, TourDetail } from '@trame/domain'
import { apiUrl, request } from './client.ts'

/** While a plan is made its progress is watched, while a crew drives each of its reports. */
const pollMs: Partial<Record<Tour['status'], number>> = { queued: 1_000, solving: 1_000, published: 5_000 }
const running = (status: string | undefined) => status === 'queued' || status === 'solving'

export const toursQuery = (query: { kind: 'day' | 'replay'; from?: string; to?: string; limit?: number }) =>
  queryOptions({
    queryKey: ['tours', 'list', query],
    queryFn: ({ signal }) => request(pageOf(Tour), '/tours', { signal, query: { limit: 20, ...query } }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => running(status)) ? 1_000 : 30_000,
  })

export const tourQuery = (id: string) =>
  queryOptions({
    queryKey: ['tours', 'one', id],
    queryFn: ({ signal }) => request(TourDetail, `/tours/${id}`, { signal }),
    refetchInterval: ({ state }) => pollMs[state.data?.status ?? 'done'] ?? 20_000,
  })

export const collectionSettingsQuery = queryOptions({
  queryKey: ['tours', 'settings'],
  queryFn: ({ signal }) => request(CollectionSettings, '/collection-settings', { signal }),
  retry: false,
})

export const putCollectionSettings = (settings: CollectionSettings) =>
  request(CollectionSettings, '/collection-settings', { method: 'PUT', body: settings })

export const planTour = (tour: NewTour) => request(TourDetail, '/tours', { method: 'POST', body: tour })
export const cancelTour = (id: string) =>
  request(TourDetail, `/tours/${id}/cancel`, { method: 'POST', body: {} })
export const publishTour = (id: string, agentId: string | null) =>
  request(TourDetail, `/tours/${id}/publish`, { method: 'POST', body: { agentId } })
export const stopPhotoUrl = (tourId: string, stopId: string) =>
  apiUrl(`/tours/${tourId}/stops/${stopId}/photo`)
export const reportStop = (tourId: string, stopId: string, report: StopReport) =>
  request(TourDetail, `/tours/${tourId}/stops/${stopId}/report`, { method: 'PUT', body: report })
