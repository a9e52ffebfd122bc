import { CodecExample } from '@trame/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { runExamples } from './run-examples.ts'
import { createSandbox } from './sandbox.ts'

const sandbox = createSandbox({ poolSize: 1 })
afterAll(() => sandbox.stop())

const codec = {
  id: 'echo',
  version: 1,
  source: `function decodeUplink(input) {
    if (input.bytes[0] === 255) return { errors: ['bad frame'], data: { ignored: true } }
    return { data: { value: input.bytes[0] / 10, when: input.recvTime, list: [1, { a: null }] }, warnings: input.bytes[1] ? ['odd'] : [] }
  }`,
}
const when = '2026-02-03T04:05:06Z'
const run = async (input: object, output: object) => {
  const example = CodecExample.parse({
    type: 'uplink',
    input: { fPort: 1, recvTime: when, ...input },
    output,
  })
  const [report] = await runExamples(sandbox, codec, [example])
  return report!
}
const data = { value: 0.3, when, list: [1, { a: null }] }

describe('a test vector', () => {
  it('passes when data agree, whatever way the same moment is written', async () => {
    expect(await run({ bytes: [3] }, { data })).toMatchObject({ passed: true, index: 0 })
    expect(
      (await run({ bytes: '03' }, { data: { ...data, when: '2026-02-03T05:05:06+01:00' } })).passed,
    ).toBe(true)
  })

  it('passes with the rounding of another engine, not with another value', async () => {
    expect((await run({ bytes: [3] }, { data: { ...data, value: 0.30000000000000004 } })).passed).toBe(true)
    expect((await run({ bytes: [3] }, { data: { ...data, value: 0.3001 } })).passed).toBe(false)
  })

  it('fails on a missing, additional or differently typed member', async () => {
    expect((await run({ bytes: [3] }, { data: { ...data, more: 1 } })).passed).toBe(false)
    expect((await run({ bytes: [3] }, { data: { value: 0.3, when } })).passed).toBe(false)
    expect((await run({ bytes: [3] }, { data: { ...data, value: '0.3' } })).passed).toBe(false)
    expect((await run({ bytes: [3] }, { data: { ...data, list: { 0: 1, 1: { a: null } } } })).passed).toBe(
      false,
    )
  })

  it('compares warnings, which default to none', async () => {
    expect((await run({ bytes: [3, 1] }, { data })).passed).toBe(false)
    expect((await run({ bytes: [3, 1] }, { data, warnings: ['odd'] })).passed).toBe(true)
  })

  it('expects errors exactly, and then no data', async () => {
    expect((await run({ bytes: [255] }, { errors: ['bad frame'] })).passed).toBe(true)
    const report = await run({ bytes: [255] }, { data })
    expect(report).toMatchObject({ passed: false, actual: { errors: ['bad frame'] } })
  })
})
