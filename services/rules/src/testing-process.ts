import { pino } from 'pino'
import type { Config } from './config.ts'
import { type RulesOptions, startRulesService } from './rules.ts'

/** For tests only: the service in a process of its own, which they may kill. Its configuration is the first argument, its options are the second. */
const config = JSON.parse(process.argv[2]!) as Config
const options = JSON.parse(process.argv[3]!) as RulesOptions
const service = await startRulesService(config, pino({ level: 'silent' }), {
  reconcileEveryMs: 1_000,
  ...options,
})
process.stdout.write('runs\n')
process.once('SIGTERM', async () => {
  await service.stop()
  process.exit(0)
})
