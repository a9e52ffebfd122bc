import type { Redis } from 'ioredis'

/** Stands in Redis for as long as nobody wipes it. */
const markerKey = 'trame:rules:marker'

/** Null when Redis is set up as BullMQ needs it: a store that evicts would lose jobs without a word (reliability.md D12). */
export async function policyFault(redis: Redis): Promise<string | null> {
  try {
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[]
    return policy === 'noeviction' ? null : `redis: maxmemory-policy is ${policy}, it must be noeviction`
  } catch (error) {
    return `redis: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** True when Redis has lost what it held since the last call, or at the first one. */
export async function wasWiped(redis: Redis): Promise<boolean> {
  return (await redis.set(markerKey, '1', 'NX')) === 'OK'
}
