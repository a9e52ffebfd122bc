import { readdirSync, readFileSync } from 'node:fs'
import { CodecExample } from '@trame/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { runExamples } from './run-examples.ts'
import { createSandbox } from './sandbox.ts'

const folder = new URL('../../fixtures/codecs/', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -3))
const sandbox = createSandbox({ poolSize: 1 })
afterAll(() => sandbox.stop())

const codecOf = (name: string) => ({
  id: name,
  version: 1,
  source: readFileSync(new URL(`${name}.js`, folder), 'utf8'),
})

describe.each(names)('%s', (name) => {
  it('gives what its vectors say', async () => {
    const text = readFileSync(new URL(`${name}.examples.json`, folder), 'utf8')
    const examples = CodecExample.array().min(1).parse(JSON.parse(text))
    const reports = await runExamples(sandbox, codecOf(name), examples)
    expect(reports.filter(({ passed }) => !passed)).toEqual([])
  })
})

it('adds the normalised payload where the codec has normalizeUplink', async () => {
  const result = await sandbox.decodeUplink(codecOf('ts013-functions'), { fPort: 2, bytes: [8, 52, 93, 108] })
  expect(result).toMatchObject({
    ok: true,
    normalized: { air: { temperature: 21, relativeHumidity: 46.5 }, battery: 3.08 },
  })
})

it('hands over the variables of the device', async () => {
  const frame = { fPort: 1, bytes: Uint8Array.of(2), variables: { unit: 'm3' } }
  const result = await sandbox.decodeUplink(codecOf('legacy-decode'), frame)
  expect(result).toMatchObject({ ok: true, data: { unit: 'm3', litres: 1 } })
})
