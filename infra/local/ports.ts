import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { say } from './say.ts'

/** A loopback port that nothing uses: the wanted one if it is free, else one that the kernel picks. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (fault: NodeJS.ErrnoException) =>
      wanted !== 0 && fault.code === 'EADDRINUSE' ? resolve(freePort()) : reject(fault),
    )
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Ports stay the same from start to start, as long as nobody else took one in between. */
export async function rememberedPorts<Name extends string>(
  file: string,
  firstChoice: Record<Name, number>,
): Promise<Record<Name, number>> {
  const before = remembered(file)
  const ports = {} as Record<Name, number>
  for (const name of Object.keys(firstChoice) as Name[]) {
    const wanted = before[name] ?? firstChoice[name]
    ports[name] = await freePort(wanted)
    if (before[name] && ports[name] !== wanted) {
      say(`port ${wanted} is taken: ${name} moves to ${ports[name]}`)
    }
  }
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`)
  return ports
}

function remembered(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}
