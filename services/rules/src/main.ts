import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startRulesService } from './rules.ts'

const config = readConfig(process.env)
const log = pino({ level: config.logLevel, base: { service: 'rules' } })
const rules = await startRulesService(config, log)
log.info({ health: rules.healthPort, partitions: config.partitions }, 'rules run')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    log.info({ signal }, 'rules stop')
    await rules.stop()
    process.exit(0)
  })
}
