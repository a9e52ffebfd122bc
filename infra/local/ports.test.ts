import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, rememberedPorts } from './ports.ts'

// Another platform that has chosen its port and does not listen yet.
let other: ChildProcess
let chosen: number
const folder = mkdtempSync(path.join(tmpdir(), 'ports-'))

beforeAll(async () => {
  // Below those that the kernel gives to outgoing connections of whoever else is busy here.
  const wanted = 20_000 + Math.floor(Math.random() * 10_000)
  const script = `import { freePort } from './ports.ts'
    console.log(await freePort(${wanted})); setInterval(() => {}, 60_000)`
  other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(other.stdout!, 'data')) as [Buffer]
  chosen = Number(said.toString())
})
afterAll(() => {
  other.kill()
  rmSync(folder, { recursive: true })
})

test('a port that another platform means to take is free for nobody else, until that platform has ended', async () => {
  expect(chosen).toBeGreaterThan(0)
  expect(await freePort(chosen)).not.toBe(chosen)
  const ports = await rememberedPorts(path.join(folder, 'ports.json'), { api: chosen })
  expect(ports.api).not.toBe(chosen)
  other.kill()
  await once(other, 'exit')
  expect(await freePort(chosen)).toBe(chosen)
})

test('a port that is listened on is free for nobody', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  expect(await freePort(port)).not.toBe(port)
  server.close()
})
