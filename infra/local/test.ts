import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureChromium } from './chromium.ts'
import { openLocalFolder, repository } from './local-folder.ts'
import { runCommand } from './run-command.ts'
import { elapsed, main, say } from './say.ts'

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  success: boolean
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}

/**
 * `npm test`: cheapest first. Every step runs even after one that failed, so that one run tells all; each step that is
 * not a test counts as one. `npm test -- <filter>` hands its arguments to Vitest alone.
 */
await main(async () => {
  const filter = process.argv.slice(2)
  let passed = 0
  let failed = 0

  if (filter.length === 0) {
    const steps: [string, string[]][] = [
      ['format and lint', ['biome', 'check', '.']],
      ['types', ['tsc', '-p', 'tsconfig.json']],
      ['types of the web application', ['tsc', '-p', 'web/tsconfig.json']],
    ]
    for (const [name, command] of steps) {
      const ok = await step(name, command)
      if (ok) passed++
      else failed++
    }
  }

  process.env.CHROMIUM = await ensureChromium()
  const reportFile = openLocalFolder().file('vitest.json')
  rmSync(reportFile, { force: true })
  const ok = await step('tests', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...filter,
  ])
  const report = readReport(reportFile)
  // A file that could not be loaded or set up fails without any test of it having failed.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  )
  passed += report.numPassedTests
  failed += report.numFailedTests + broken.length
  // An error outside of every test (a server that did not start, an unhandled rejection) is a failure too.
  if (!ok && failed === 0) failed = 1
  const skipped = report.numPendingTests + report.numTodoTests

  say(`all done in ${elapsed()}`)
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  process.exit(failed === 0 ? 0 : 1)
})

async function step(name: string, [tool, ...args]: string[]): Promise<boolean> {
  const since = performance.now()
  say(`${name}: ${tool} ${args.join(' ')}`)
  const bin = path.join(repository, 'node_modules/.bin', tool!)
  const { code } = await runCommand(bin, args, { cwd: repository, stdio: 'inherit' })
  say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${elapsed(since)}`)
  return code === 0
}

function readReport(file: string): VitestReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
    return { ...none, success: false, testResults: [] }
  }
}
