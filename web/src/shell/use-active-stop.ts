import { useQuery } from '@tanstack/react-query'
import { stopsQuery } from '../api/commands.ts'

/** The stop that is in force, the one of everybody first. */
export function useActiveStop() {
  const { data: stops = [] } = useQuery(stopsQuery)
  const active = stops.filter(({ releasedAt }) => releasedAt === null)
  return active.find(({ scope }) => scope === 'global') ?? active[0] ?? null
}
