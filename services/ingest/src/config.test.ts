import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const complete = {
  DATABASE_URL: 'postgres://trame_ingest:secret@127.0.0.1/trame',
  REDIS_URL: 'redis://127.0.0.1:6379',
  CONNECTORS_FILE: '/etc/trame/connectors.json',
}

test('needs three variables and has a default for every other', () => {
  expect(readConfig(complete)).toMatchObject({
    metricsHost: '127.0.0.1',
    batch: { afterMs: 20, maxUplinks: 4_000 },
  })
})

test('names every faulty variable at once', () => {
  const broken = { ...complete, DATABASE_URL: 'mysql://x', BATCH_MS: '0', CONNECTORS_FILE: '' }
  expect(() => readConfig(broken)).toThrow(/DATABASE_URL[\s\S]*CONNECTORS_FILE[\s\S]*BATCH_MS/)
  expect(() => readConfig({})).toThrow(/DATABASE_URL[\s\S]*REDIS_URL[\s\S]*CONNECTORS_FILE/)
})
