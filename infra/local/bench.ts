import { globSync } from 'node:fs'
import path from 'node:path'
import { openLocalFolder, repository } from './local-folder.ts'
import { runCommand } from './run-command.ts'
import { Advice, main, say } from './say.ts'
import setupServices from './test-services.ts'

/**
 * `npm run bench ingest`: runs <package>/bench/ingest.bench.ts with servers of its own, as the tests have them, but
 * with their data on disk: a benchmark of durable commits in memory would flatter.
 */
await main(async () => {
  const [name, ...args] = process.argv.slice(2)
  const benches = globSync('{packages,services,.}/*/bench/*.bench.ts', { cwd: repository })
  const found = benches.find((file) => path.basename(file) === `${name}.bench.ts`)
  if (!found) {
    const names = benches.map((file) => path.basename(file, '.bench.ts')).sort()
    throw new Advice(`Usage: npm run bench <name>, one of: ${names.join(', ') || 'none yet'}`)
  }
  process.env.TRAME_TEST_DATA ??= openLocalFolder().path
  const stopServices = await setupServices()
  try {
    say(`bench ${name}`)
    const { code } = await runCommand(process.execPath, [path.join(repository, found), ...args], {
      cwd: repository,
      stdio: 'inherit',
    })
    process.exitCode = code ?? 1
  } finally {
    await stopServices()
  }
})
