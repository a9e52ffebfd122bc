import { expect, test } from 'vitest'
import { AlertNotice, type NotificationContent } from './notice.ts'
import { renderMessage } from './render.ts'

const publicUrl = new URL('https://trame.ville.test')
const notice = AlertNotice.parse({
  alertId: 'alr_7',
  kind: 'opened',
  severity: 'critical',
  ruleName: 'CO₂ élevé',
  message: { fr: '{property} à {value} dans {asset}', en: '{property} at {value} in {asset}' },
  assetId: 'ast_1',
  assetName: 'Salle 3',
  siteName: 'École Pasteur',
  position: [-1.5, 46.7],
  property: 'air.co2',
  value: 1840,
  openedAt: '2026-11-05T09:30:00+01:00',
  at: '2026-11-05T09:30:00+01:00',
  instructions: ['Aérer la salle', 'Prévenir la direction'],
})
const alert = (over: Partial<AlertNotice> = {}): NotificationContent => ({
  type: 'alert',
  notice: { ...notice, ...over },
})

test('says what, where, since when, what to do and where to answer, in French', () => {
  const { subject, text, html } = renderMessage(alert(), 'fr', publicUrl)
  expect(subject).toBe('[Critique] CO₂ à 1 840 ppm dans Salle 3 — Salle 3, École Pasteur')
  expect(text).toContain('Où\u00a0: Salle 3, École Pasteur')
  expect(text).toMatch(/Depuis\u00a0: 5 nov\. 2026,? (à )?09:30/)
  expect(text).toContain('1. Aérer la salle\n2. Prévenir la direction')
  expect(text).toContain('https://trame.ville.test/alerts/alr_7')
  expect(html).toContain('<li>Aérer la salle</li>')
  expect(html).toContain('<html lang="fr">')
})

test('and in English, when it ends, without what to do', () => {
  const { subject, text } = renderMessage(
    alert({ kind: 'resolved', at: '2026-11-05T10:00:00+01:00' }),
    'en',
    publicUrl,
  )
  expect(subject).toBe('[Ended] CO₂ at 1,840 ppm in Salle 3 — Salle 3, École Pasteur')
  expect(text).toMatch(/Until: 5 Nov 2026, 10:00/)
  expect(text).not.toContain('What to do')
})

test('a reminder says that nobody has acknowledged', () => {
  expect(renderMessage(alert({ kind: 'reminded' }), 'fr', publicUrl).text).toContain('Personne n’a encore')
})

test('names write no headers and no markup', () => {
  const hostile = alert({ assetName: 'Bac\r\nBcc: all@ville.test <script>alert(1)</script>', message: {} })
  const { subject, html, short } = renderMessage(hostile, 'fr', publicUrl)
  expect(subject + short).not.toMatch(/[\r\n]/)
  expect(html).not.toContain('<script>')
})

test('a digest is one message with a line for each', () => {
  const digest: NotificationContent = {
    type: 'digest',
    notices: [notice, { ...notice, kind: 'resolved' }],
    timeZone: 'Europe/Paris',
  }
  const { subject, text } = renderMessage(digest, 'fr', publicUrl)
  expect(subject).toBe('2 alertes depuis le dernier résumé')
  expect(text.match(/Salle 3/g)!.length).toBeGreaterThanOrEqual(2)
})
