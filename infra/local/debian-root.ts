import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { withLock } from './lock.ts'
import { onPath, runCommand } from './run-command.ts'
import { Advice, during, elapsed, say } from './say.ts'

const suite = 'trixie'
const packages = ['postgresql-17-timescaledb', 'postgresql-17-postgis-3', 'redis-server', 'mosquitto']
const leftOut = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*']
/** Where the servers find what belongs to this clone; bind-mounted at start, so the root itself stays read-only. */
const mountPoints = ['data', 'settings', 'generated']
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

const recipe = JSON.stringify({ suite, packages, leftOut, mountPoints, version: 1 })

/** A private Debian 13 with the servers of the stack, shared by all clones of this user that want the same packages. */
export async function ensureDebianRoot(): Promise<string> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'trame')
  const name = `debian-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`
  const root = path.join(cache, name)
  if (existsSync(root)) return root
  mkdirSync(cache, { recursive: true })
  return withLock(
    path.join(cache, `${name}.lock`),
    async () => {
      if (!existsSync(root)) await build(root)
      return root
    },
    () => say('another start is building the private Debian root; waiting for it'),
  )
}

async function build(root: string) {
  const since = performance.now()
  await installBuilder()
  const cache = path.dirname(root)
  for (const left of readdirSync(cache).filter((entry) =>
    entry.startsWith(`${path.basename(root)}.building-`),
  )) {
    rmSync(path.join(cache, left), { recursive: true, force: true })
  }
  const aside = `${root}.building-${process.pid}`
  const { code, output } = await during('building the private Debian root (once, about 40 s)', () =>
    runCommand('mmdebstrap', [
      '--mode=root',
      '--variant=essential',
      `--include=${packages.join(',')}`,
      ...(existsSync(keyring) ? [`--keyring=${keyring}`] : []),
      ...leftOut.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
      // PostgreSQL's package would otherwise create a cluster of its own, in the root that clones share.
      '--essential-hook=mkdir -p "$1/etc/postgresql-common"',
      '--essential-hook=echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"',
      suite,
      aside,
    ]),
  )
  if (code !== 0) {
    rmSync(aside, { recursive: true, force: true })
    throw new Advice(
      `The private Debian root could not be built (mmdebstrap ended with ${code}). Its last lines:\n${lastLines(output)}\n` +
        'Is a Debian mirror reachable? Otherwise set DATABASE_URL, REDIS_URL and MQTT_URL, or start Docker.',
    )
  }
  for (const directory of mountPoints) mkdirSync(path.join(aside, 'trame', directory), { recursive: true })
  writeFileSync(path.join(aside, 'trame', 'recipe.json'), recipe)
  renameSync(aside, root)
  say(`private Debian root built in ${elapsed(since)}: ${root}`)
}

async function installBuilder() {
  const missing = [
    ...(onPath('mmdebstrap') ? [] : ['mmdebstrap']),
    ...(existsSync(keyring) ? [] : ['debian-archive-keyring']),
  ]
  if (missing.length > 0) await aptInstall(missing)
}

/** Installs host packages; the package lists are fetched first where there are none. */
export async function aptInstall(names: string[]) {
  if (!onPath('apt-get'))
    throw new Advice(`Please install ${names.join(', ')}: there is no apt-get on this machine.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await during(`installing ${names.join(', ')}`, async () => {
    const install = () =>
      runCommand('apt-get', ['install', '--yes', '--no-install-recommends', ...names], { env })
    let ran = await install()
    if (ran.code !== 0) {
      await runCommand('apt-get', ['update'], { env })
      ran = await install()
    }
    if (ran.code !== 0) {
      throw new Advice(`apt-get could not install ${names.join(', ')}:\n${lastLines(ran.output)}`)
    }
  })
}

function lastLines(output: string) {
  return output.trim().split('\n').slice(-12).join('\n')
}
