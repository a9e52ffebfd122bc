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

async function flush(items: Waiting[], answer: (item: Waiting) => 'ok' | 'offline' | 'no') {
  const tried: string[] = []
  const sent: string[] = []
  const refused: string[] = []
  await flushInOrder(items, {
    send: async (item) => {
      tried.push(item.id)
      const said = answer(item)
      if (said !== 'ok') throw new Error(said)
    },
    offline: (error) => (error as Error).message === 'offline',
    sent: async (item) => void sent.push(item.id),
    refused: async (item) => void refused.push(item.id),
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
