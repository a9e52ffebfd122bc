import { expect, test } from 'vitest'
import { SmsTemplate, smsRequest } from './sms.ts'

const publicUrl = new URL('https://trame.test')
const one = {
  address: '+33612345678',
  language: 'fr' as const,
  content: { type: 'test' as const, at: '2026-01-05T09:30:00+01:00', timeZone: 'Europe/Paris' },
}

test('a JSON gateway gets JSON whatever the text holds', () => {
  const template = SmsTemplate.parse({
    url: 'https://sms.test/v1',
    headers: { 'Content-Type': 'application/json' },
    body: '{"to":"{to}","message":"{text}"}',
  })
  const { body } = smsRequest(template, one, publicUrl)
  expect(JSON.parse(body)).toMatchObject({ to: '+33612345678', message: expect.stringContaining('essai') })
})

test('a form or an address is percent-encoded', () => {
  const template = SmsTemplate.parse({ url: 'https://sms.test/?n={to}&t={text}', method: 'GET' })
  const { url } = smsRequest(template, one, publicUrl)
  expect(new URL(url).searchParams.get('n')).toBe('+33612345678')
})

test('a long text is cut, its link is not', () => {
  const notice = {
    alertId: 'alr_1',
    kind: 'opened' as const,
    severity: 'critical' as const,
    ruleName: 'x'.repeat(500),
    message: {},
    assetId: null,
    assetName: 'Bac',
    siteName: null,
    position: null,
    property: null,
    value: null,
    openedAt: '2026-01-05T09:30:00+01:00',
    at: '2026-01-05T09:30:00+01:00',
    instructions: [],
    timeZone: 'Europe/Paris',
  }
  const template = SmsTemplate.parse({ url: 'https://sms.test/', body: '{text}', longest: 160 })
  const { body } = smsRequest(template, { ...one, content: { type: 'alert', notice } }, publicUrl)
  expect(body.length).toBeLessThanOrEqual(160)
  expect(body).toMatch(/… https:\/\/trame\.test\/alerts\/alr_1$/)
})
