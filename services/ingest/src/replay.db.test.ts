import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameEvent, pipelineUnderTest, rollupDifferences } from './testing.ts'

let stack: Awaited<ReturnType<typeof pipelineUnderTest>>
beforeAll(async () => {
  stack = await pipelineUnderTest()
})
afterAll(() => stack?.stop())

const ask = () => stack.query(`update rejection set replay_requested_at = now() where status = 'open'`)
const settled = async () => {
  const [row] = await stack.query<{ waiting: number }>(
    'select count(*)::int as waiting from rejection where replay_requested_at is not null',
  )
  return row!.waiting === 0
}

test('T17: rejections play again after a fix, twice without harm, and the rest stays open under its new cause', async () => {
  const count = 1200
  const events = Array.from({ length: count }, (_, fCnt) =>
    frameEvent(fCnt % 2 ? 'a840410000000001' : 'a840410000000002', {
      hex: '01755c',
      fCnt,
      receivedAt: new Date(Date.now() - (count - fCnt) * 1000),
    }),
  )
  await stack.receiveAll(events)
  expect(await stack.query('select distinct code from rejection')).toEqual([{ code: 'device_unknown' }])

  await stack.addDevice('lorawan', 'a840410000000001', 'milesight-am107')
  await stack.addDevice('lorawan', 'a840410000000002', 'no-such-model')
  for (let times = 0; times < 2; times++) {
    await ask()
    const replayer = stack.replayer()
    replayer.wake()
    await expect.poll(settled, { timeout: 20_000 }).toBe(true)
    await replayer.stop()
    expect(
      await stack.query('select status, code, count(*)::int as n from rejection group by 1, 2 order by 1'),
    ).toEqual([
      { status: 'open', code: 'model_missing', n: count / 2 },
      { status: 'replayed', code: 'device_unknown', n: count / 2 },
    ])
    const [stored] = await stack.query(
      'select count(*)::int as uplinks, (select count(*)::int from observation) as observations, (select sum(uplink_count)::int from device_state) as counted from uplink',
    )
    expect(stored).toEqual({ uplinks: count, observations: count / 2, counted: count })
  }
  expect(await stack.query(rollupDifferences)).toEqual([])
})
