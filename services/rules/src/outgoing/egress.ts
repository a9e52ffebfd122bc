import { isIP } from 'node:net'
import { inRange, plainAddress, reachOf } from './address-ranges.ts'

export interface Egress {
  /** Ranges that the platform's operator opens at all. */
  operatorRanges: readonly string[]
  /** What this organisation has named: `host`, `host:port`, or a range. */
  allowed: readonly string[]
}

export interface Destination {
  host: string
  port: number
  address: string
}

/** Public addresses always; others where the operator and the organisation both say so (reliability.md D22). */
export function mayReach({ host, port, address }: Destination, { operatorRanges, allowed }: Egress): boolean {
  const reach = reachOf(address)
  if (reach !== 'private') return reach === 'public'
  if (!operatorRanges.some((range) => inRange(address, range))) return false
  return allowed.some((entry) => names(entry, { host, port, address }))
}

function names(entry: string, { host, port, address }: Destination): boolean {
  if (entry.includes('/')) return inRange(address, entry)
  const [, entryHost, entryPort] = /^(\[.+\]|[^:]+)(?::(\d+))?$/.exec(entry) ?? []
  if (!entryHost || (entryPort && Number(entryPort) !== port)) return false
  const bare = entryHost.toLowerCase()
  if (isIP(plainAddress(bare))) return plainAddress(bare) === plainAddress(address)
  return bare === host.toLowerCase()
}
