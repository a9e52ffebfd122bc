import { testBroker, testDatabase, testPostgres } from '../../../infra/local/testing.ts'
import { benchConnector, benchDatabase } from './database.ts'
import { endToEnd } from './end-to-end.ts'
import { perMessage, perSecond } from './measure.ts'
import type { PublisherPlan } from './publisher.ts'

/** Whether the rate of a short run holds once indexes are large, checkpoints come and the vacuum runs. */
const messages = Number(process.argv[2] ?? 8_000_000)
const devices = 1000

const postgres = await testPostgres()
const database = await testDatabase({ adminUrl: postgres.url })
const broker = await testBroker()
const run = await benchDatabase(database.adminUrl, devices)
const path = { broker, postgres, database, run, connector: benchConnector(run, broker.url, 'generic-mqtt') }
const plan: PublisherPlan = {
  url: broker.url,
  kind: 'readings',
  messages: 200_000,
  devices,
  values: 1,
  rate: 0,
  startAt: Date.now() - 86_400_000,
}

try {
  const short = await endToEnd(path, plan)
  console.log(
    `${plan.messages.toLocaleString('en')} messages   ${perSecond(short.rate)}\n  ${perMessage(short)}`,
  )
  const long = await endToEnd(path, { ...plan, messages })
  console.log(
    `${messages.toLocaleString('en')} messages   ${perSecond(long.rate)} = ${(long.rate / short.rate).toFixed(2)} of that, ` +
      `ingest at most ${Math.round(long.peakBytes / 1_048_576)} MiB\n  ${perMessage(long)}`,
  )
} finally {
  await broker.remove()
  await database.drop()
  await postgres.remove()
}
