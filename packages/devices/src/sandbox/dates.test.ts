import { afterAll, expect, it } from 'vitest'
import { createSandbox } from './sandbox.ts'

const sandbox = createSandbox({ poolSize: 1 })
afterAll(() => sandbox.stop())

const source = `function decodeUplink(input) {
  var d = new Date(input.recvTime)
  return { data: { both: d.toLocaleString(), date: d.toLocaleDateString(), time: d.toLocaleTimeString() } }
}`

it.each(['2024-11-21T01:02:44Z', '2024-01-05T13:00:09Z', '2024-12-31T00:30:00Z'])(
  '%s is written as other engines do',
  async (at) => {
    const recvTime = new Date(at)
    const answer = await sandbox.decodeUplink(
      { id: 'dates', version: 1, source },
      { fPort: 1, bytes: [], recvTime },
    )
    const [utc, plain] = [{ timeZone: 'UTC' }, (text: string) => text.replaceAll('\u202f', ' ')]
    expect(answer).toMatchObject({
      ok: true,
      data: {
        both: plain(recvTime.toLocaleString('en-US', utc)),
        date: plain(recvTime.toLocaleDateString('en-US', utc)),
        time: plain(recvTime.toLocaleTimeString('en-US', utc)),
      },
    })
  },
)
