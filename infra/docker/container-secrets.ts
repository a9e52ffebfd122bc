import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brokerAcl, brokerIdentities, brokerPasswords } from '../local/broker-identities.ts'
import { connectors } from '../local/connectors-file.ts'
import { notifications } from '../local/notifications.ts'
import { redisUsers } from '../local/redis-users.ts'
import { type Secrets, writeOwnerOnly } from '../local/secrets.ts'

/**
 * One folder for each container, mounted read-only into that one alone. The folder above is closed to everybody but its
 * owner; the files themselves are readable, because each image runs under a user number of its own.
 */
export function writeContainerSecrets(folder: string, secrets: Secrets) {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  // Compose's own container, run later over the same folder, must find these and not make others.
  writeOwnerOnly(path.join(folder, 'secrets.json'), `${JSON.stringify(secrets, null, 2)}\n`)
  const give = (name: string, content: string) => {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 })
    writeFileSync(file, content, { mode: 0o644 })
  }
  const identities = brokerIdentities.map((identity) => ({
    ...identity,
    password: secrets.broker[identity.name],
  }))
  const database = (role: keyof Secrets['database'], name = 'trame') =>
    `postgres://${role}:${secrets.database[role]}@timescale:5432/${name}`
  const redis = `redis://trame:${secrets.redis}@redis:6379/0`

  const accountOf = (name: string) => ({
    username: name,
    password: secrets.broker[name as keyof Secrets['broker']],
  })

  give('timescale/password', secrets.database.postgres)
  give('redis/users.acl', redisUsers(secrets.redis))
  give('mosquitto/passwords', brokerPasswords(identities))
  give('mosquitto/acl', brokerAcl(identities))
  give('mosquitto/listeners/own.conf', 'listener 1883\nmax_connections 20000\n')
  give('chirpstack-db/password', secrets.chirpstack.database)
  give(
    'chirpstack/env',
    environment({
      CHIRPSTACK_DATABASE: `postgres://chirpstack:${secrets.chirpstack.database}@chirpstack-db:5432/chirpstack?sslmode=disable`,
      CHIRPSTACK_REDIS: `redis://trame:${secrets.redis}@redis:6379/1`,
      CHIRPSTACK_API_SECRET: secrets.chirpstack.apiSecret,
      CHIRPSTACK_BROKER_PASSWORD: secrets.broker.chirpstack,
    }),
  )
  give('chirpstack/admin-password', secrets.chirpstack.admin)
  give('gateway-bridge/env', environment({ GATEWAY_BRIDGE_PASSWORD: secrets.broker['gateway-bridge'] }))
  give(
    'prepare/env',
    environment({
      ADMIN_DATABASE_URL: database('postgres', 'postgres'),
      OWNER_DATABASE_URL: database('trame_owner'),
      DATABASE_PASSWORDS: JSON.stringify(secrets.database),
      PROVISIONING_TOKEN: secrets.provisioningToken,
    }),
  )
  give(
    'api/env',
    environment({
      DATABASE_URL: database('trame_api'),
      REDIS_URL: redis,
      VAPID_PUBLIC_KEY: secrets.vapid.publicKey,
      WEBHOOK_KEY: secrets.webhookKey,
      METRICS_TOKEN: secrets.metricsToken,
    }),
  )
  give(
    'ingest/env',
    environment({
      DATABASE_URL: database('trame_ingest'),
      REDIS_URL: redis,
      METRICS_TOKEN: secrets.metricsToken,
    }),
  )
  give(
    'rules/env',
    environment({
      DATABASE_URL: database('trame_rules'),
      REDIS_URL: redis,
      METRICS_TOKEN: secrets.metricsToken,
      ...notifications(secrets, process.env.PUBLIC_URL ?? 'http://localhost:8080'),
    }),
  )
  give(
    'actuate/env',
    environment({ DATABASE_URL: database('trame_actuate'), METRICS_TOKEN: secrets.metricsToken }),
  )
  give(
    'simulator/env',
    environment({
      PROVISIONING_TOKEN: secrets.provisioningToken,
      SIMULATOR_CREDENTIALS: JSON.stringify({
        chirpstack: accountOf('simulated-chirpstack'),
        devices: accountOf('simulated-mqtt-devices'),
      }),
    }),
  )
  for (const service of ['ingest', 'actuate'] as const) {
    const networks = connectors('mqtt://mosquitto:1883', accountOf, service)
    give(`${service}/connectors.json`, `${JSON.stringify(networks, null, 2)}\n`)
  }
}

/** For `node --env-file` and `docker`: every value is one line without quotes or spaces but JSON's. */
function environment(values: Record<string, string>) {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value.includes('"') ? `'${value}'` : value}\n`)
    .join('')
}
