import { queryOptions } from '@tanstack/react-query'
import { PublicParking } from '@trame/domain'
import { request } from './client.ts'

/** Counts come every five minutes; the answer is kept for a quarter of a minute on its way. */
export const publicParkingQuery = (organisation: string | undefined) =>
  queryOptions({
    queryKey: ['public', 'parking', organisation],
    queryFn: ({ signal }) => request(PublicParking, '/public/parking', { signal, query: { organisation } }),
    refetchInterval: 30_000,
  })
