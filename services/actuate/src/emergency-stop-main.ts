import {
  createPool,
  listEmergencyStops,
  openDatabase,
  releaseEmergencyStop,
  startEmergencyStop,
} from '@trame/database'
import { readConfig } from './config.ts'

// The stop of everybody, from the machine itself: `start <person> <reason>`, then `release <person>` by two persons.
const [action, person, ...words] = process.argv.slice(2)
if ((action !== 'start' && action !== 'release') || !person)
  throw new Error('usage: emergency-stop-main.ts start|release <person> [reason]')
const db = openDatabase(createPool({ url: readConfig(process.env).databaseUrl, maxConnections: 1 }))
const stop = await db.transaction().execute(async (tx) => {
  const actor = `host:${person}`
  if (action === 'start')
    return startEmergencyStop(tx, null, { actor, reason: words.join(' ') || 'from the machine' }, new Date())
  const active = (await listEmergencyStops(tx)).find((one) => one.scope === 'global' && !one.releasedAt)
  if (!active) throw new Error('no stop of everybody is in force')
  return releaseEmergencyStop(tx, active.id, actor, new Date())
})
process.stdout.write(`${JSON.stringify(stop, null, 2)}\n`)
await db.destroy()
