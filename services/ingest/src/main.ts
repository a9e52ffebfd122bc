import { readConnectors } from '@trame/connectors'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startIngest } from './ingest.ts'

// Node cuts small Buffers from slabs, and a slab lives as long as any piece of it. With slabs of 64 KB, its default, three times
// as much memory was kept alive as with these.
Buffer.poolSize = 8192

const config = readConfig(process.env)
const connectors = await readConnectors(config.connectorsFile)
const log = pino({ level: config.logLevel, base: { service: 'ingest' } })
const ingest = await startIngest(config, connectors, log)
log.info({ connectors: connectors.map(({ id }) => id), health: ingest.healthPort }, 'ingest runs')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    log.info({ signal }, 'ingest stops')
    await ingest.stop()
    process.exit(0)
  })
}
