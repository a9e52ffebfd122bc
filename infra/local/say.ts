/** A fault the person at the keyboard can mend: printed as it is, without a stack. */
export class Advice extends Error {}

const started = performance.now()

export function elapsed(since = started) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

export function say(line: string) {
  process.stdout.write(`  ${line}\n`)
}

/** Says what is being done every few seconds, so that a long step is never taken for a hang. */
export async function during<T>(what: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  const timer = setInterval(() => say(`${what}… ${elapsed(since)}`), 5_000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Runs a verb: advice is printed alone, everything else with its stack. */
export async function main(run: () => Promise<unknown>) {
  try {
    await run()
  } catch (fault) {
    process.stderr.write(fault instanceof Advice ? `\n${fault.message}\n` : `\n${(fault as Error).stack}\n`)
    process.exit(1)
  }
}
