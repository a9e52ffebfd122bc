import { expect, test } from 'vitest'
import { capAlert, capFeed, capTime } from './cap.ts'
import { AlertNotice } from './notice.ts'

const by = {
  sender: 'valmeraie@trame.test',
  senderName: 'Valmeraie & Cie',
  language: 'fr' as const,
  publicUrl: new URL('https://trame.test'),
}
const notice = AlertNotice.parse({
  alertId: 'alr_7',
  kind: 'opened',
  severity: 'critical',
  ruleName: 'Crue <rapide>',
  assetId: 'ast_1',
  assetName: 'Pont des Saules',
  position: [-1.43, 46.67],
  openedAt: '2026-01-05T09:30:00+01:00',
  at: '2026-01-05T09:30:00+01:00',
  instructions: ['Fermer le pont'],
})
const sent = new Date('2026-01-05T08:30:05Z')
const opened = { notice, sent, earlier: [], function: 'alert' as const }

test('times carry the offset of the place and never Z', () => {
  expect(capTime(sent, 'Europe/Paris')).toBe('2026-01-05T09:30:05+01:00')
  expect(capTime(new Date('2026-07-05T08:30:05Z'), 'Europe/Paris')).toBe('2026-07-05T10:30:05+02:00')
  expect(capTime(sent, 'UTC')).toBe('2026-01-05T08:30:05-00:00')
  expect(capTime(sent, 'America/Cayenne')).toBe('2026-01-05T05:30:05-03:00')
})

test('the elements come in the order of the schema', () => {
  const names = [...capAlert(opened, by).matchAll(/<([a-zA-Z]+)[ >]/g)].map(([, name]) => name)
  expect(names).toEqual([
    ...[
      'alert',
      'identifier',
      'sender',
      'sent',
      'status',
      'msgType',
      'scope',
      'restriction',
      'info',
      'language',
    ],
    ...[
      'category',
      'event',
      'responseType',
      'urgency',
      'severity',
      'certainty',
      'onset',
      'senderName',
      'headline',
    ],
    ...['description', 'instruction', 'web', 'area', 'areaDesc', 'circle'],
  ])
})

test('an alert that ends cancels what was said before', () => {
  const ended = { ...notice, kind: 'resolved' as const }
  const xml = capAlert(
    { ...opened, notice: ended, sent: new Date('2026-01-05T09:00:00Z'), earlier: [sent] },
    by,
  )
  expect(xml).toContain('<msgType>Cancel</msgType>')
  expect(xml).toContain(
    `<references>valmeraie@trame.test,alr_7-${sent.getTime()},2026-01-05T09:30:05+01:00</references>`,
  )
  expect(xml).toContain('<responseType>AllClear</responseType>')
})

test('text is escaped, in the message and in the feed', () => {
  const xml = capAlert(opened, by)
  expect(xml).toContain('<event>Crue &lt;rapide&gt;</event>')
  expect(xml).toContain('<circle>46.67,-1.43 0</circle>')
  const feed = capFeed([opened], by, sent)
  expect(feed).toContain('<title>Valmeraie &amp; Cie</title>')
  expect(feed.match(/<\?xml/g)).toHaveLength(1)
})
