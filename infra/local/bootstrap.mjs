// Runs on whatever Node the machine has (20 or later), before anything is installed: plain JavaScript, no imports but
// Node's own. Brings the tool chain, installs the packages, then runs infra/local/<verb>.ts under Node 24.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const nodeVersion = '24.21.0'
const pnpmVersion = '12.21.0'
const here = path.dirname(fileURLToPath(import.meta.url))
const repository = path.resolve(here, '../..')
const local = path.join(repository, '.local')
const [verb, ...rest] = process.argv.slice(2)

if (!['start', 'test', 'check', 'reset', 'bench', 'town'].includes(verb))
  fail(
    `Usage: npm start | npm test | npm run check | npm run reset | npm run bench <name> | npm run town -- --story <name>`,
  )

mkdirSync(local, { recursive: true })
const environment = { ...process.env, PATH: `${await toolChain()}${path.delimiter}${process.env.PATH}` }
await installPackages()
await run(verb, rest)

/** The folder with `node` 24 and `pnpm`: the machine's own where they fit, else npm's cache, asked once. */
async function toolChain() {
  const remembered = path.join(local, 'tool-chain.json')
  const wanted = `node@${nodeVersion} pnpm@${pnpmVersion}`
  const known = readJson(remembered)
  if (known?.wanted === wanted && existsSync(path.join(known.bin, 'pnpm'))) return known.bin
  const bin = (await machinesOwn()) ?? (await fromNpm())
  writeFileSync(remembered, JSON.stringify({ wanted, bin }))
  return bin
}

async function machinesOwn() {
  if (Number(process.versions.node.split('.')[0]) < 24) return null
  const found = await capture('sh', ['-c', 'command -v pnpm && pnpm --version'], repository)
  const [file, version] = found.output.trim().split('\n')
  if (found.code !== 0 || version?.split('.')[0] !== pnpmVersion.split('.')[0]) return null
  const bin = path.dirname(file)
  // `node` must come from the same folder, or from one that is on the PATH already: it is the one we run on.
  return bin
}

async function fromNpm() {
  const packages = [`node@${nodeVersion}`, `pnpm@${pnpmVersion}`].flatMap((name) => ['--package', name])
  const script = 'process.stdout.write("bin=" + process.env.PATH.split(":")[0] + "=" + process.version)'
  const { code, output } = await withProgress(
    `bringing Node ${nodeVersion} and pnpm ${pnpmVersion} (once)`,
    () => capture('npx', ['--yes', '--loglevel=error', ...packages, '--', 'node', '-e', script], local),
  )
  const [, bin, version] = /bin=(.*)=(v[\d.]+)/.exec(output) ?? []
  if (code !== 0 || version !== `v${nodeVersion}` || !bin) {
    fail(
      `Node ${nodeVersion} and pnpm ${pnpmVersion} could not be fetched:\n${lastLines(output)}\n\n` +
        'Is the npm registry reachable (npm ping)? Or install both yourself and run this again.',
    )
  }
  return bin
}

async function installPackages() {
  const stamp = path.join(repository, 'node_modules', '.trame-installed')
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { code, output } = await withProgress('installing packages', () =>
    capture('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only'], repository, {
      ...environment,
      CI: 'true',
    }),
  )
  if (code !== 0) {
    fail(
      `The packages could not be installed:\n${lastLines(output)}\n\n` +
        'If a package.json was changed by hand, run: npx pnpm@12 install',
    )
  }
  writeFileSync(stamp, wanted)
}

/** Of everything that decides what is installed. */
function fingerprint() {
  const hash = createHash('sha256').update(nodeVersion)
  const manifests = ['packages', 'services'].flatMap((group) =>
    readdirSync(path.join(repository, group)).map((name) => path.join(group, name, 'package.json')),
  )
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'web/package.json',
    'simulators/package.json',
  ]
  for (const file of [...files, ...manifests]) {
    const full = path.join(repository, file)
    if (existsSync(full)) hash.update(file).update(readFileSync(full))
  }
  return hash.digest('hex')
}

async function run(name, args) {
  const child = spawn('node', [path.join(here, `${name}.ts`), ...args], {
    cwd: repository,
    env: environment,
    stdio: 'inherit',
  })
  // The verb stops its servers in order and ends by itself; we only wait for it. A terminal sends Ctrl-C to both.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

function capture(command, args, cwd, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes))
    child.on('error', (fault) => resolve({ code: 1, output: `${command}: ${fault.message}` }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function withProgress(what, work) {
  const since = Date.now()
  const elapsed = () => `${Math.round((Date.now() - since) / 1000)} s`
  process.stdout.write(`  ${what}…\n`)
  const timer = setInterval(() => process.stdout.write(`  ${what}… ${elapsed()}\n`), 5_000)
  const result = await work()
  clearInterval(timer)
  if (result.code === 0) process.stdout.write(`  ${what}: done in ${elapsed()}\n`)
  return result
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function lastLines(output) {
  return output.trim().split('\n').slice(-12).join('\n')
}

function fail(message) {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}
