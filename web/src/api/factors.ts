import { queryOptions } from '@tanstack/react-query'
import { Baseline, Factor, type NewBaseline, type OwnFactor } from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

export const factorsQuery = queryOptions({
  queryKey: ['factors'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(Factor) }), '/factors', { signal }),
  select: (page) => page.items,
})

export const baselinesQuery = queryOptions({
  queryKey: ['baselines'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(Baseline) }), '/baselines', { signal }),
  select: (page) => page.items,
})

export const putFactor = (id: string, body: OwnFactor) =>
  request(Factor, `/factors/${id}`, { method: 'PUT', body })
export const removeFactor = (id: string, validFrom: string) =>
  command(`/factors/${id}/${validFrom}`, { method: 'DELETE' })
export const putBaseline = (body: NewBaseline) => command('/baselines', { method: 'PUT', body })
export const removeBaseline = (id: string) => command(`/baselines/${id}`, { method: 'DELETE' })
