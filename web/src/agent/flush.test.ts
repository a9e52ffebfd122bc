import { expect, test } from 'vitest'
import { flushInOrder, type Waiting } from './flush.ts'

const waiting = (id: string, alertId: string, refused: string | null = null): Waiting => ({
  id,
  alertId,
  title: alertId,
  act: { do: 'acknowledge' },
  at: '2026-11-24T10:00:00Z',
  refused,
})

async function flush(
  items: Waiting[],
  answer: (item: Waiting) => 'ok' | 'offline' | 'no',
  onSend: (add: (item: Waiting) => void) => void = () => {},
) {
  let left: readonly Waiting[] = items
  const tried: string[] = []
  const sent: string[] = []
  const refused: string[] = []
  await flushInOrder({
    waiting: () => left,
    send: async (item) => {
      tried.push(item.id)
      onSend((added) => {
        left = [...left, added]
      })
      const said = answer(item)
      if (said !== 'ok') throw new Error(said)
    },
    offline: (error) => (error as Error).message === 'offline',
    sent: async ({ id }) => {
      sent.push(id)
      left = left.filter((each) => each.id !== id)
    },
    refused: async (item) => {
      refused.push(item.id)
      left =
        item.act.do === 'tick'
          ? left.filter((each) => each.id !== item.id)
          : left.map((each) => (each.id === item.id ? { ...each, refused: 'conflict' } : each))
    },
  })
  return { tried, sent, refused }
}

const three = [waiting('1', 'a'), waiting('2', 'b'), waiting('3', 'a')]

test('everything leaves in the order in which it was done', async () => {
  expect((await flush(three, () => 'ok')).sent).toEqual(['1', '2', '3'])
})

test('without a network nothing more is tried and nothing is lost', async () => {
  expect(await flush(three, ({ id }) => (id === '2' ? 'offline' : 'ok'))).toEqual({
    tried: ['1', '2'],
    sent: ['1'],
    refused: [],
  })
})

test('a refusal holds up what was done to the same alert after it, and nothing else', async () => {
  expect(await flush(three, ({ id }) => (id === '1' ? 'no' : 'ok'))).toEqual({
    tried: ['1', '2'],
    sent: ['2'],
    refused: ['1'],
  })
  expect((await flush([waiting('0', 'a', 'conflict'), ...three], () => 'ok')).sent).toEqual(['2'])
})

test('a refusal that nobody has to look at again holds up nothing', async () => {
  const tick: Waiting = { ...waiting('1', 'a'), act: { do: 'tick', stepId: 7, text: 'Couper', done: true } }
  expect(await flush([tick, waiting('3', 'a')], ({ id }) => (id === '1' ? 'no' : 'ok'))).toEqual({
    tried: ['1', '3'],
    sent: ['3'],
    refused: ['1'],
  })
})

test('what is done while something is on its way leaves after it', async () => {
  let more = [waiting('2', 'a'), waiting('3', 'b')]
  const { sent } = await flush(
    [waiting('1', 'a')],
    () => 'ok',
    (add) => {
      const [next, ...rest] = more
      more = rest
      if (next) add(next)
    },
  )
  expect(sent).toEqual(['1', '2', '3'])
})
