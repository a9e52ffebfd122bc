import { meQuery } from '../api/auth.ts'
import { ApiError } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { get, put } from './idb.ts'

const isOffline = (error: unknown) => error instanceof ApiError && error.status === 0

/** What was last read stands in while the server cannot be reached. */
export async function orSeen<T>(key: string, read: () => Promise<T>): Promise<T> {
  try {
    const value = await read()
    void put('seen', key, value).catch(() => {})
    return value
  } catch (error) {
    const before = isOffline(error) ? await get<T>('seen', key) : undefined
    if (before === undefined) throw error
    return before
  }
}

/** Who is signed in, also where there is no network: the server asks again as soon as there is. */
export async function meOrSeen() {
  const me = await orSeen('me', () => queryClient.ensureQueryData(meQuery))
  if (me) queryClient.setQueryData(meQuery.queryKey, (known) => known ?? me)
  return me
}
