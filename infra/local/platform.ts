import path from 'node:path'
import { grantLogins, migrate } from '@trame/database'
import { nodeOptions } from '../node-options.ts'
import { openBackingServices } from './backing-services.ts'
import { type ChildPlan, type Supervised, supervise } from './child-process.ts'
import { type ChirpStackAccess, connectors } from './connectors-file.ts'
import { firstRun } from './first-run.ts'
import { type LocalFolder, repository } from './local-folder.ts'
import { notifications } from './notifications.ts'
import { rememberedPorts } from './ports.ts'
import { databaseUrl, prepareDatabase } from './prepare-database.ts'
import { during, say } from './say.ts'
import { openSecrets, writeOwnerOnly } from './secrets.ts'
import { buildWeb } from './web-build.ts'

export interface PlatformOptions {
  folder: LocalFolder
  /** Arguments of the simulator (`--devices 1000`, `--speed 60`); null leaves it out. */
  simulator: string[] | null
  web?: boolean
  /** Whatever the environment names, start servers in this folder. */
  ownServers?: boolean
  /** Where commands to groups and registrations of devices go. */
  chirpStack?: ChirpStackAccess | undefined
}

export interface Platform {
  where: string
  url: string
  adminEmail: string
  /** Until the administrator has chosen a password of their own. */
  oneTimePassword: string | null
  databaseUrl: string
  brokerUrl: string
  provisioningToken: string
  /** What simulated networks sign in to the broker with. */
  simulatorAccounts: { chirpstack: Account; devices: Account }
  /** /health, /ready and /metrics of ingest. */
  ingestUrl: string
  metricsToken: string
  stop(): Promise<void>
}

const firstPorts = {
  api: 8080,
  ingestMetrics: 9464,
  rulesMetrics: 9465,
  actuateMetrics: 9466,
  postgres: 55432,
  redis: 56379,
  mosquitto: 51883,
}
const databaseName = 'trame'

/** The whole platform, in order; what was started is stopped in reverse, also when a later part does not start. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last()
  }
  try {
    return { ...(await start(options, stops)), stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

async function start(
  { folder, simulator, web = true, ownServers = false, chirpStack }: PlatformOptions,
  stops: (() => Promise<unknown>)[],
): Promise<Omit<Platform, 'stop'>> {
  const secrets = openSecrets(folder.file('secrets.json'))
  const ports = await rememberedPorts(folder.file('ports.json'), firstPorts)

  const backing = await openBackingServices(folder, secrets, ports, ownServers)
  stops.push(() => backing.stop())
  // Compiling takes a core for some seconds; meanwhile the database is made ready on the other.
  const built = web ? buildWeb() : null
  built?.catch(() => {})

  const ownerUrl = await prepareDatabase({
    adminUrl: backing.adminDatabaseUrl,
    name: databaseName,
    ownerPassword: secrets.database.trame_owner,
  })
  const applied = await during('migrating the database', () => migrate({ url: ownerUrl }))
  if (applied.length > 0) say(`migrations applied: ${applied.join(', ')}`)
  const { trame_api, trame_ingest, trame_rules, trame_actuate } = secrets.database
  await grantLogins(ownerUrl, { trame_api, trame_ingest, trame_rules, trame_actuate })
  const as = (role: 'trame_api' | 'trame_ingest' | 'trame_rules' | 'trame_actuate') =>
    databaseUrl(backing.adminDatabaseUrl, databaseName, { user: role, password: secrets.database[role] })

  const url = `http://localhost:${ports.api}`
  const administrator = await firstRun(folder, ownerUrl, secrets.provisioningToken)
  const broker = backing.brokerUrlOf('connector-generic')
  const connectorsFile = (process: 'ingest' | 'actuate') => {
    const file = folder.file(`connectors-${process}.json`)
    const list = connectors(
      withoutAccount(broker),
      (name) => accountOf(backing.brokerUrlOf(name)),
      process,
      chirpStack,
    )
    writeOwnerOnly(file, JSON.stringify(list, null, 2))
    return file
  }

  const run = async (plan: Omit<ChildPlan, 'log' | 'pidFile'>) => {
    const child: Supervised = await supervise({
      ...plan,
      log: folder.log(plan.name),
      pidFile: folder.data(`${plan.name}.pid.json`),
    })
    stops.push(() => child.stop())
  }
  const common = { REDIS_URL: backing.redisUrl, METRICS_TOKEN: secrets.metricsToken, LOG_LEVEL: 'info' }
  const dist = await built
  await run({
    name: 'api',
    script: [path.join(repository, 'services/api/src/main.ts')],
    env: {
      ...common,
      DATABASE_URL: as('trame_api'),
      API_PORT: String(ports.api),
      PUBLIC_URL: url,
      VAPID_PUBLIC_KEY: secrets.vapid.publicKey,
      WEBHOOK_KEY: secrets.webhookKey,
      ...(dist ? { WEB_DIST: dist } : {}),
    },
    ready: () => answers(`http://127.0.0.1:${ports.api}/api/v1/ready`),
  })
  await run({
    name: 'ingest',
    script: [path.join(repository, 'services/ingest/src/main.ts')],
    nodeOptions: nodeOptions.ingest,
    env: {
      ...common,
      DATABASE_URL: as('trame_ingest'),
      CONNECTORS_FILE: connectorsFile('ingest'),
      METRICS_PORT: String(ports.ingestMetrics),
    },
    ready: () => answers(`http://127.0.0.1:${ports.ingestMetrics}/ready`),
  })
  await run({
    name: 'rules',
    script: [path.join(repository, 'services/rules/src/main.ts')],
    env: {
      ...common,
      DATABASE_URL: as('trame_rules'),
      ...notifications(secrets, url),
      METRICS_PORT: String(ports.rulesMetrics),
    },
    ready: () => answers(`http://127.0.0.1:${ports.rulesMetrics}/ready`),
  })
  const actuate = {
    ...common,
    DATABASE_URL: as('trame_actuate'),
    CONNECTORS_FILE: connectorsFile('actuate'),
    METRICS_PORT: String(ports.actuateMetrics),
  }
  await run({
    name: 'actuate',
    script: [path.join(repository, 'services/actuate/src/main.ts')],
    env: actuate,
    ready: () => answers(`http://127.0.0.1:${ports.actuateMetrics}/ready`),
  })
  // A process of its own: it gives lamps back their light also when the sender is down.
  await run({
    name: 'watchdog',
    script: [path.join(repository, 'services/actuate/src/watchdog-main.ts')],
    env: actuate,
  })
  const simulatorAccounts = {
    chirpstack: accountOf(backing.brokerUrlOf('simulated-chirpstack')),
    devices: accountOf(backing.brokerUrlOf('simulated-mqtt-devices')),
  }
  if (simulator) {
    await run({
      name: 'simulator',
      speaks: true,
      script: [path.join(repository, 'simulators/src/main.ts'), ...simulator],
      env: {
        API_URL: `http://127.0.0.1:${ports.api}`,
        PROVISIONING_TOKEN: secrets.provisioningToken,
        MQTT_URL: withoutAccount(broker),
        SIMULATOR_CREDENTIALS: JSON.stringify(simulatorAccounts),
        SIMULATOR_MEMORY: folder.data('simulator.json'),
      },
    })
  }
  return {
    where: backing.where,
    url,
    ...administrator,
    databaseUrl: ownerUrl,
    brokerUrl: broker,
    provisioningToken: secrets.provisioningToken,
    simulatorAccounts,
    ingestUrl: `http://127.0.0.1:${ports.ingestMetrics}`,
    metricsToken: secrets.metricsToken,
  }
}

interface Account {
  username: string
  password: string
}

function accountOf(url: string): Account {
  const { username, password } = new URL(url)
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) }
}

function withoutAccount(url: string) {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare.href
}

async function answers(url: string) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
  if (!answer.ok) throw new Error(`${url} says ${answer.status}`)
}
