import { once } from 'node:events'
import { openLocalFolder } from './local-folder.ts'
import { type Platform, startPlatform } from './platform.ts'
import { forgetIdentity, isAlive, readIdentity, writeIdentity } from './process-identity.ts'
import { Advice, elapsed, main, say } from './say.ts'

/** `npm start`, `npm start -- --devices 1000 --speed 60` (arguments of the simulator), `npm start -- --no-simulator`. */
await main(async () => {
  const folder = openLocalFolder()
  const running = folder.file('running.json')
  const other = readIdentity(running)
  if (isAlive(other))
    throw new Advice(`Trame runs in this clone already (process ${other.pid}). Stop that one first.`)
  writeIdentity(running, process.pid)

  const args = process.argv.slice(2)
  const interrupted = interruption()
  say('starting Trame')
  const platform = await Promise.race([
    startPlatform({ folder, simulator: args.includes('--no-simulator') ? null : args }),
    interrupted,
  ]).finally(() => forgetIdentity(running))
  if (!platform) {
    // Half started: the kernel tells every server to stop when we end (see whenOrphaned).
    say('interrupted')
    process.exit(130)
  }
  writeIdentity(running, process.pid)
  showAddresses(platform)
  await interrupted
  say('stopping')
  const since = performance.now()
  await platform.stop()
  forgetIdentity(running)
  say(`stopped in ${elapsed(since)}; the data stays in ${folder.path} (npm run reset forgets it)`)
  process.exit(0)
})

/** Ctrl-C, kill and a closed terminal all mean the same; a terminal and npm may each send it, once is enough. */
async function interruption(): Promise<null> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  await Promise.race(signals.map((signal) => once(process, signal)))
  for (const signal of signals) process.on(signal, () => {})
  return null
}

function showAddresses({ url, adminEmail, oneTimePassword, ...platform }: Platform) {
  const rows = [
    ['Web', url],
    ['API', `${url}/api/v1  (OpenAPI: ${url}/api/v1/openapi.json)`],
    ['Sign in as', adminEmail],
    ...(oneTimePassword
      ? [['One-time password', `${oneTimePassword}  (until changed at first sign-in)`]]
      : []),
    ['Broker', withoutPassword(platform.brokerUrl)],
    ['Database', withoutPassword(platform.databaseUrl)],
    ['Servers', platform.where],
    ['Passwords, logs', '.local/secrets.json, .local/logs/'],
  ]
  const width = Math.max(...rows.map(([name]) => name!.length))
  const lines = rows.map(([name, value]) => `  ${name!.padEnd(width)}  ${value}`)
  process.stdout.write(`\n${lines.join('\n')}\n\n  ready in ${elapsed()}; Ctrl-C stops everything\n\n`)
}

function withoutPassword(url: string) {
  const shown = new URL(url)
  shown.password = ''
  return shown.href
}
