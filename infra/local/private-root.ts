import { spawnSync } from 'node:child_process'
import { Advice } from './say.ts'

const otherWays =
  'Either start Docker (docker compose), or set DATABASE_URL, REDIS_URL and MQTT_URL to servers of your own.'

/** What stands against running our servers in a private Debian root; null where nothing does. */
function obstacle() {
  if (process.platform !== 'linux') return `Without Docker Trame runs on Linux only. ${otherWays}`
  if (process.getuid?.() !== 0) {
    return `Without Docker Trame needs root, to run its servers in a private Debian root. ${otherWays}`
  }
  if (spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' }).status !== 0) {
    return `This machine does not allow mount namespaces (unshare --mount). ${otherWays}`
  }
  return null
}

export function mayUsePrivateRoot() {
  return obstacle() === null
}

export function requirePrivateRoot() {
  const fault = obstacle()
  if (fault) throw new Advice(fault)
}
