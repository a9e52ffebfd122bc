import { rmSync } from 'node:fs'
import { openLocalFolder } from './local-folder.ts'
import { isAlive, readIdentity } from './process-identity.ts'
import { Advice, main, say } from './say.ts'

/** Forgets data, secrets, ports and logs of this clone. The tool chain and the shared Debian root stay. */
await main(async () => {
  const folder = openLocalFolder()
  const running = readIdentity(folder.file('running.json'))
  if (isAlive(running))
    throw new Advice(`Trame is running (process ${running.pid}). Stop it first, then reset.`)
  const forgotten = ['data', 'logs', 'docker', 'secrets.json', 'ports.json', 'connectors.json']
  for (const name of [...forgotten, 'first-sign-in.json', 'running.json']) {
    rmSync(folder.file(name), { recursive: true, force: true })
  }
  say('forgotten: data, passwords, ports and logs of this clone. npm start begins anew.')
})
