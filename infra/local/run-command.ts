import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'

export interface Ran {
  code: number | null
  output: string
}

/** Runs a command to its end and keeps what it printed; `echo` shows it as well. */
export function runCommand(
  command: string,
  args: string[],
  { echo = false, ...options }: SpawnOptions & { echo?: boolean } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        output += bytes
        if (echo) process.stdout.write(bytes)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

export function onPath(command: string) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command], { stdio: 'ignore' }).status === 0
}
