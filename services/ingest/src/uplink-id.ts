import { hash } from 'node:crypto'
import type { UplinkEvent } from '@trame/domain'

/**
 * 32 hex digits of a UUID version 8 (RFC 9562 §5.8): milliseconds, then a hash of the key. The same message gives the
 * same id; in the order of time, so that new rows meet at the warm end of the index.
 */
export function idOfKey(key: string, atMs: number): string {
  const digest = hash('sha256', key, 'hex')
  // An absurd time (NaN, the year 280,000) still gives an id, for its rejection.
  const time = Math.min(2 ** 48 - 1, Math.max(0, Math.floor(atMs) || 0))
    .toString(16)
    .padStart(12, '0')
  return `${time}8${digest.slice(0, 3)}a${digest.slice(3, 18)}`
}

const digestOf = (key: string) => hash('sha256', key, 'hex').slice(0, 32)

/**
 * The first key and the message's own time make the id. A message without a time of its own gets another one at each
 * delivery: there, the first key counts by itself.
 */
export function identify({ keys, observedAt, timeSource }: UplinkEvent): { id: string; keys: string[] } {
  const further = timeSource === 'platform' ? keys : keys.slice(1)
  return { id: idOfKey(keys[0] ?? '', observedAt.getTime()), keys: further.map(digestOf) }
}
