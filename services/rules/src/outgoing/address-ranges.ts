import { BlockList, isIP, isIPv4 } from 'node:net'

// IANA special-purpose address registries (RFC 6890), multicast and what is reserved.
const closedIpv4 = ranges('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
])
const globalUnicast = ranges('ipv6', [['2000::', 3]])
/** Within global unicast: those that carry an IPv4 address (Teredo, 6to4), benchmarks, documentation. */
const closedIpv6 = ranges('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** Link-local holds the clouds' metadata services: no setting opens it. */
const neverIpv4 = ranges('ipv4', [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
])
const neverIpv6 = ranges('ipv6', [
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['fd00:ec2::', 32],
])

function ranges(family: 'ipv4' | 'ipv6', networks: readonly [string, number][]) {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family)
  return list
}

/** An IPv4 address in IPv6 clothes (::ffff:127.0.0.1) is that IPv4 address. */
export function plainAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (isIP(bare) !== 6) return bare
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical)
  if (!mapped) return canonical
  const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

export type Reach = 'public' | 'private' | 'never'

export function reachOf(address: string): Reach {
  const plain = plainAddress(address)
  if (isIP(plain) === 0) return 'never'
  if (isIPv4(plain)) {
    if (neverIpv4.check(plain, 'ipv4')) return 'never'
    return closedIpv4.check(plain, 'ipv4') ? 'private' : 'public'
  }
  if (neverIpv6.check(plain, 'ipv6')) return 'never'
  const open = globalUnicast.check(plain, 'ipv6') && !closedIpv6.check(plain, 'ipv6')
  return open ? 'public' : 'private'
}

export function inRange(address: string, cidr: string): boolean {
  const plain = plainAddress(address)
  const [network, prefix] = cidr.split('/')
  if (!network || !prefix || isIP(network) === 0) return false
  const family = isIPv4(network) ? 'ipv4' : 'ipv6'
  if (family !== (isIPv4(plain) ? 'ipv4' : 'ipv6')) return false
  return ranges(family, [[network, Number(prefix)]]).check(plain, family)
}
