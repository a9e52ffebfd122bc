import { useQuery } from '@tanstack/react-query'
import { type Role, roleAtLeast } from '@trame/domain'
import { meQuery } from './auth.ts'

/** What a role may not do is not offered; the server refuses it in any case. */
export function useCan(needed: Role): boolean {
  const { data: me } = useQuery(meQuery)
  return me ? roleAtLeast(me.role, needed) : false
}
