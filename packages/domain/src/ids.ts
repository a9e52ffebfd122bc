import { z } from 'zod'

/** The kind of a row is readable in its id: `ast_0198f3c2...`; what follows is a UUIDv7 (RFC 9562) in hex. */
export const idPrefixes = {
  organisation: 'org',
  site: 'sit',
  asset: 'ast',
  baseline: 'bas',
  device: 'dev',
  binding: 'bnd',
  connector: 'con',
  uplink: 'upl',
  rejection: 'rej',
  user: 'usr',
  apiKey: 'key',
  session: 'ses',
  command: 'cmd',
  commandOrder: 'ord',
  multicastGroup: 'mcg',
  multicastSending: 'mcs',
  networkTask: 'ntk',
  lease: 'lea',
  emergencyStop: 'stp',
  rule: 'rul',
  alert: 'alr',
  incident: 'inc',
  silence: 'sil',
  team: 'tea',
  recipientGroup: 'grp',
  onCallCalendar: 'onc',
  escalationPolicy: 'esc',
  webhook: 'whk',
  pushSubscription: 'psh',
  notification: 'ntf',
  computation: 'cmp',
  tour: 'tou',
  tourStop: 'tst',
  scenario: 'scn',
  scenarioRun: 'run',
} as const

export type IdKind = keyof typeof idPrefixes

export function newId(kind: IdKind, now: number = Date.now()): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return `${idPrefixes[kind]}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Accepts generated ids and readable ones given by an integrator (`ast_pav-12`). */
export const idOf = (kind: IdKind) =>
  z
    .string()
    .regex(
      new RegExp(`^${idPrefixes[kind]}_[A-Za-z0-9-]{1,64}$`),
      `an id that starts with ${idPrefixes[kind]}_`,
    )
