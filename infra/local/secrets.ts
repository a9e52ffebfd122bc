import { createECDH, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { type BrokerIdentityName, brokerIdentities } from './broker-identities.ts'
import { Advice } from './say.ts'

/** Everything that must not be known, generated at the first start. There is no default to forget to change. */
export interface Secrets {
  database: Record<
    'postgres' | 'trame_owner' | 'trame_api' | 'trame_ingest' | 'trame_rules' | 'trame_actuate',
    string
  >
  redis: string
  broker: Record<BrokerIdentityName, string>
  /** The key by which the town is loaded through the API, and the one that reads metrics. */
  provisioningToken: string
  metricsToken: string
  chirpstack: Record<'database' | 'apiSecret' | 'admin', string>
  /** The platform's own key pair towards push services (VAPID, RFC 8292). */
  vapid: Record<'publicKey' | 'privateKey', string>
  /** The secrets of outgoing webhooks are derived from it, and never stored. */
  webhookKey: string
}

function generate(): Secrets {
  return {
    database: {
      postgres: secret(),
      trame_owner: secret(),
      trame_api: secret(),
      trame_ingest: secret(),
      trame_rules: secret(),
      trame_actuate: secret(),
    },
    redis: secret(),
    broker: Object.fromEntries(brokerIdentities.map(({ name }) => [name, secret()])) as Secrets['broker'],
    provisioningToken: `trk_${secret()}`,
    metricsToken: secret(),
    chirpstack: { database: secret(), apiSecret: secret(), admin: secret() },
    vapid: vapidKeys(),
    webhookKey: secret(),
  }
}

function vapidKeys() {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys().toString('base64url')
  return {
    publicKey,
    privateKey: Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url'),
  }
}

/** Reads the file, or writes it, readable by its owner only. A secret that a newer version needs is added. */
export function openSecrets(file: string): Secrets {
  const known = existsSync(file) ? read(file) : {}
  const fresh = generate()
  const secrets: Secrets = {
    ...fresh,
    ...known,
    database: { ...fresh.database, ...known.database },
    broker: { ...fresh.broker, ...known.broker },
    chirpstack: { ...fresh.chirpstack, ...known.chirpstack },
  }
  writeOwnerOnly(file, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

function read(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>
  } catch {
    throw new Advice(
      `${file} cannot be read. New passwords would not fit the data: restore it, or npm run reset.`,
    )
  }
}

/** On disk under its name only when complete: after a crash in between, the data would have lost its passwords. */
export function writeOwnerOnly(file: string, content: string) {
  const aside = `${file}.new`
  const handle = openSync(aside, 'w', 0o600)
  writeSync(handle, content)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(aside, file)
}

function secret() {
  return randomBytes(24).toString('base64url')
}
