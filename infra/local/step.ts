import path from 'node:path'
import { repository } from './local-folder.ts'
import { runCommand } from './run-command.ts'
import { elapsed, say } from './say.ts'

/** A tool of `node_modules/.bin` as one step of a run, with its name and time said; its output goes to the terminal. */
export async function step(name: string, [tool, ...args]: readonly string[]): Promise<boolean> {
  const since = performance.now()
  say(`${name}: ${tool} ${args.join(' ')}`)
  const bin = path.join(repository, 'node_modules/.bin', tool!)
  const { code } = await runCommand(bin, args, { cwd: repository, stdio: 'inherit' })
  say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${elapsed(since)}`)
  return code === 0
}

/** What needs no test runner; cheapest first. */
export const staticSteps: readonly [name: string, command: readonly string[]][] = [
  ['format and lint', ['biome', 'check', '.']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['types of the web application', ['tsc', '-p', 'web/tsconfig.json']],
]
