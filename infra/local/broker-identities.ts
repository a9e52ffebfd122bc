import { pbkdf2Sync, randomBytes } from 'node:crypto'

/** Who may speak on the broker, and about what. A refused topic is refused for both, publisher and subscriber. */
export interface BrokerIdentity {
  name: string
  read: string[]
  write: string[]
}

/**
 * One per connector and one per class of simulated devices: a stolen password of one reaches nothing of the others.
 * `villes/#` are devices that keep topics of their own, mapped by patterns in the generic connector's settings.
 */
export const brokerIdentities = [
  {
    name: 'connector-chirpstack',
    read: ['application/+/device/+/event/+'],
    write: ['application/+/device/+/command/+'],
  },
  {
    name: 'connector-generic',
    read: ['trame/v1/#', 'villes/#'],
    write: ['trame/v1/+/+/cmd', 'trame/v1/+/+/config'],
  },
  {
    name: 'simulated-chirpstack',
    read: ['application/+/device/+/command/+'],
    write: ['application/+/device/+/event/+'],
  },
  {
    name: 'simulated-mqtt-devices',
    read: ['trame/v1/+/+/cmd', 'trame/v1/+/+/config'],
    write: [
      'trame/v1/+/+/telemetry',
      'trame/v1/+/+/state',
      'trame/v1/+/+/availability',
      'trame/v1/+/+/cmd/+/ack',
    ],
  },
  { name: 'simulated-mapped-devices', read: [], write: ['villes/#'] },
  {
    name: 'chirpstack',
    read: ['+/gateway/+/event/+', '+/gateway/+/state/+', 'application/+/device/+/command/+'],
    write: ['+/gateway/+/command/+', 'application/+/device/+/event/+'],
  },
  {
    name: 'gateway-bridge',
    read: ['+/gateway/+/command/+'],
    write: ['+/gateway/+/event/+', '+/gateway/+/state/+'],
  },
  { name: 'monitoring', read: ['$SYS/#'], write: [] },
] as const satisfies BrokerIdentity[]

export type BrokerIdentityName = (typeof brokerIdentities)[number]['name']

/** Mosquitto's own format, `$7$iterations$salt$hash`: PBKDF2 with SHA-512. */
export function brokerPasswords(identities: readonly { name: string; password: string }[]) {
  const iterations = 101
  return identities
    .map(({ name, password }) => {
      const salt = randomBytes(12)
      const hash = pbkdf2Sync(password, salt, iterations, 64, 'sha512')
      return `${name}:$7$${iterations}$${salt.toString('base64')}$${hash.toString('base64')}\n`
    })
    .join('')
}

export function brokerAcl(identities: readonly BrokerIdentity[]) {
  return identities
    .map(({ name, read, write }) =>
      [
        `user ${name}`,
        ...read.map((topic) => `topic read ${topic}`),
        ...write.map((topic) => `topic write ${topic}`),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    )
    .join('\n')
}
