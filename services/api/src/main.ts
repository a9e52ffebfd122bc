import { createPool, openDatabase, syncAssetTypes } from '@trame/database'
import { createSandbox } from '@trame/devices'
import { assetTypes } from '@trame/use-cases'
import { Redis } from 'ioredis'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { createLiveHub } from './live.ts'

const config = readConfig()
const pool = createPool({ url: config.databaseUrl, maxConnections: 12, applicationName: 'trame-api' })
const db = openDatabase(pool)
const live = createLiveHub(() => new Redis(config.redisUrl, { maxRetriesPerRequest: null }))
const sandbox = createSandbox({ poolSize: 1 })
const app = await createApp({ db, live, sandbox, config, now: () => new Date() })

await syncAssetTypes(db, assetTypes)
live.start()
await app.listen({ host: config.host, port: config.port })

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    await live.stop()
    await app.close()
    await sandbox.stop()
    await db.destroy()
  })
}
