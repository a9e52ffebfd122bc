import { readConnectors } from '@trame/connectors'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startWatchdog } from './watchdog.ts'

const config = readConfig(process.env)
const log = pino({ level: config.logLevel, base: { service: 'watchdog' } })
const watchdog = startWatchdog(config, await readConnectors(config.connectorsFile), log)
log.info('the watchdog runs')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await watchdog.stop()
    process.exit(0)
  })
}
