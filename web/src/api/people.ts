import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './client.ts'

const Named = z.object({ id: z.string(), name: z.string() })
const list = (path: string) =>
  queryOptions({
    queryKey: ['people', path],
    queryFn: ({ signal }) => request(z.object({ items: z.array(Named) }), path, { signal }),
    select: (page) => page.items,
    staleTime: 5 * 60_000,
  })

/** Whom an alert may be given to. */
export const peopleQuery = list('/people')
export const teamsQuery = list('/teams')
