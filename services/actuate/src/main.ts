import { readConnectors } from '@trame/connectors'
import { pino } from 'pino'
import { startActuate } from './actuate.ts'
import { readConfig } from './config.ts'

const config = readConfig(process.env)
const connectors = await readConnectors(config.connectorsFile)
const log = pino({ level: config.logLevel, base: { service: 'actuate' } })
const actuate = await startActuate(config, connectors, log)
log.info({ connectors: connectors.map(({ id }) => id), health: actuate.healthPort }, 'actuate runs')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    log.info({ signal }, 'actuate stops')
    await actuate.stop()
    process.exit(0)
  })
}
