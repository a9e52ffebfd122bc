import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { repository } from './local-folder.ts'
import { runCommand } from './run-command.ts'
import { Advice, during, elapsed, say } from './say.ts'

/** Builds web/dist when its sources changed since the last build. Returns the folder that the API serves. */
export async function buildWeb(): Promise<string> {
  const dist = path.join(repository, 'web/dist')
  const stamp = path.join(dist, '.built-from')
  const sources = fingerprint(['web', 'packages/domain'].map((name) => path.join(repository, name)))
  if (
    existsSync(path.join(dist, 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === sources
  ) {
    return dist
  }
  const since = performance.now()
  const { code, output } = await during('building the web application', () =>
    runCommand('pnpm', ['--dir', path.join(repository, 'web'), 'exec', 'vite', 'build'], {
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    }),
  )
  if (code !== 0) throw new Advice(`The web application could not be built:\n${output.trim().slice(-3000)}`)
  writeFileSync(stamp, sources)
  say(`web application built in ${elapsed(since)}`)
  return dist
}

function fingerprint(roots: string[]) {
  const hash = createHash('sha256')
  for (const root of roots) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name)
      if (!entry.isFile() || /\/(node_modules|dist)\//.test(file)) continue
      const { size, mtimeMs } = statSync(file)
      hash.update(`${path.relative(repository, file)} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}
