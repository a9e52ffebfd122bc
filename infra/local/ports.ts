import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { withLock } from './lock.ts'
import { identityOf, isAlive, readIdentity } from './process-identity.ts'
import { say } from './say.ts'

/**
 * A port is chosen seconds before its server listens on it. Until then a file named by it says whose it will be: two
 * platforms that start together would otherwise choose the same. A process that has ended claims nothing.
 */
const claims = path.join(tmpdir(), `trame-ports-${process.getuid?.() ?? 0}`)

/** A loopback port that nothing uses and no other process means to: the wanted one, else one that the kernel picks. */
export const freePort = (wanted = 0): Promise<number> => alone(() => claimPort(wanted))

/** Ports stay the same from start to start, as long as nobody else took one in between. */
export function rememberedPorts<Name extends string>(
  file: string,
  firstChoice: Record<Name, number>,
): Promise<Record<Name, number>> {
  return alone(async () => {
    const before = remembered(file)
    const ports = {} as Record<Name, number>
    for (const name of Object.keys(firstChoice) as Name[]) {
      const wanted = before[name] ?? firstChoice[name]
      ports[name] = await claimPort(wanted)
      if (before[name] && ports[name] !== wanted) {
        say(`port ${wanted} is taken: ${name} moves to ${ports[name]}`)
      }
    }
    writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`)
    return ports
  })
}

function alone<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(claims, { recursive: true, mode: 0o700 })
  return withLock(path.join(claims, 'lock'), work)
}

async function claimPort(wanted: number): Promise<number> {
  const port = (await isFree(wanted)) ?? (await claimPort(0))
  writeFileSync(claimOf(port), JSON.stringify(identityOf(process.pid)))
  return port
}

const claimOf = (port: number) => path.join(claims, String(port))

/** The port itself when it is free, and for 0 the one that the kernel picked; null when it is somebody else's. */
function isFree(wanted: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (fault: NodeJS.ErrnoException) =>
      wanted !== 0 && fault.code === 'EADDRINUSE' ? resolve(null) : reject(fault),
    )
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(isClaimed(port) ? null : port))
    })
  })
}

function isClaimed(port: number): boolean {
  const claim = readIdentity(claimOf(port))
  return claim?.pid !== process.pid && isAlive(claim)
}

function remembered(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}
