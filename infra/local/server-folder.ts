import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { userInRoot } from './in-root.ts'

const infra = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The directories that one server sees under /trame, owned by its user in the root and closed to everybody else. */
export function serverFolder(
  root: string,
  directory: string,
  user: 'postgres' | 'redis' | 'mosquitto',
  settingsFolder: string,
) {
  const { uid, gid } = userInRoot(root, user)
  const mounts = {
    data: path.join(directory, 'data'),
    generated: path.join(directory, 'generated'),
    settings: path.join(infra, settingsFolder),
  }
  for (const own of [mounts.data, mounts.generated]) {
    mkdirSync(own, { recursive: true })
    chownSync(own, uid, gid)
    chmodSync(own, 0o700)
  }
  return {
    mounts,
    log: path.join(directory, 'server.log'),
    pidFile: path.join(directory, 'pid.json'),
    /** Writes a file that only the server (and root) can read. */
    give(name: string, content: string) {
      const file = path.join(mounts.generated, name)
      mkdirSync(path.dirname(file), { recursive: true })
      chownSync(path.dirname(file), uid, gid)
      writeFileSync(file, content, { mode: 0o600 })
      chownSync(file, uid, gid)
    },
  }
}
