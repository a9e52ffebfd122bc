import { readFileSync, rmSync } from 'node:fs'
import { ensureChromium } from './chromium.ts'
import { openLocalFolder } from './local-folder.ts'
import { elapsed, main, say } from './say.ts'
import { staticSteps, step } from './step.ts'

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
    for (const [name, command] of staticSteps) {
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

function readReport(file: string): VitestReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
    return { ...none, success: false, testResults: [] }
  }
}
