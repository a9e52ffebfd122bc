import { readFileSync } from 'node:fs'
import { createSandbox } from '../src/sandbox/sandbox.ts'

// Run: node packages/devices/bench/sandbox.bench.ts
const seconds = 2
const fixture = (name: string) => ({
  id: name,
  version: 1,
  source: readFileSync(new URL(`../fixtures/codecs/${name}.js`, import.meta.url), 'utf8'),
})

/** The median published codec has 4 kB, the largest 205 kB: the same work in a longer source. */
function padded(bytes: number) {
  const { source } = fixture('ts013-functions')
  let padding = ''
  for (let i = 0; padding.length < bytes; i++) {
    padding += `function unused${i}(a, b) { return { name: 'channel ${i}', value: (a << 8) | b, scale: ${i} / 10 } }\n`
  }
  return { id: `${bytes / 1000} kB`, version: 1, source: source + padding }
}

const frames: Record<string, { fPort: number; bytes: number[] }> = {
  'ts013-functions': { fPort: 2, bytes: [8, 52, 93, 108] },
  'commonjs-buffer': { fPort: 1, bytes: [0, 0, 192, 63, 232, 12, 84, 65, 78, 75, 0] },
  'legacy-decoder': { fPort: 12, bytes: [5, 4, 210] },
}
const standard = frames['ts013-functions']!

for (const poolSize of [1, 2]) {
  const sandbox = createSandbox({ poolSize })
  const startedAt = performance.now()
  await sandbox.decodeUplink(fixture('ts013-functions'), standard)
  console.log(`\n${poolSize} worker(s), first answer after ${(performance.now() - startedAt).toFixed(0)} ms`)

  const runs = [
    ...Object.entries(frames).map(([name, frame]) => ({ codec: fixture(name), frame })),
    ...[4000, 200_000].map((bytes) => ({ codec: padded(bytes), frame: standard })),
  ]
  for (const { codec, frame } of runs) {
    await sandbox.decodeUplink(codec, frame)
    let done = 0
    let spentMs = 0
    const from = performance.now()
    const cpuFrom = process.cpuUsage()
    while (performance.now() - from < seconds * 1000) {
      for (const result of await sandbox.decodeMany(codec, new Array(1000).fill(frame))) {
        if (!result.ok) throw new Error(result.errors.join())
        spentMs += result.tookMs
        done++
      }
    }
    const elapsed = (performance.now() - from) / 1000
    const cpu = process.cpuUsage(cpuFrom)
    const perCore = done / ((cpu.user + cpu.system) / 1e6)
    console.log(
      `${codec.id.padEnd(18)} ${(done / elapsed).toFixed(0).padStart(7)} uplinks/s, ` +
        `${perCore.toFixed(0).padStart(7)} a core-second, ${((spentMs / done) * 1000).toFixed(0).padStart(4)} us in the engine`,
    )
  }
  const alone = performance.now()
  for (let i = 0; i < 500; i++) await sandbox.decodeUplink(fixture('ts013-functions'), standard)
  console.log(`one at a time: ${(((performance.now() - alone) / 500) * 1000).toFixed(0)} us a round trip`)
  console.log(`resident: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`)
  await sandbox.stop()
}
