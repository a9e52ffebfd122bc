import { expect, test } from 'vitest'
import { createLedger, type LedgerEntry } from './ledger.ts'

const ledgerAndLines = () => {
  const lines: LedgerEntry[] = []
  const ledger = createLedger((text) => {
    for (const line of text.trim().split('\n')) lines.push(JSON.parse(line) as LedgerEntry)
  })
  return { ledger, lines }
}

test('a stretch of time has one line with what each device sent', () => {
  const { ledger, lines } = ledgerAndLines()
  ledger.count('lampe-001', 'sent')
  ledger.count('lampe-001', 'sent')
  ledger.count('lampe-002', 'unheard')
  ledger.flush(0, 60_000)
  ledger.flush(60_000, 120_000)
  expect(lines).toEqual([
    {
      kind: 'uplinks',
      from: '1970-01-01T00:00:00.000Z',
      until: '1970-01-01T00:01:00.000Z',
      devices: { 'lampe-001': { sent: 2 }, 'lampe-002': { unheard: 1 } },
    },
  ])
})

test('how something is, is noted when it changes', () => {
  const { ledger, lines } = ledgerAndLines()
  for (const [at, fill] of [
    [0, 'below'],
    [1000, 'below'],
    [2000, 'above'],
    [3000, 'above'],
  ] as const)
    ledger.observe('pav-001', 'ast_pav-001', at, { fill })
  ledger.flush(0, 3000)
  expect(lines.map((line) => (line.kind === 'truth' ? [line.at, line.was, line.is] : []))).toEqual([
    ['1970-01-01T00:00:00.000Z', 'unknown', 'below'],
    ['1970-01-01T00:00:02.000Z', 'below', 'above'],
  ])
})
