import { expect, test } from 'vitest'
import type { Severity } from '../resources/place.ts'
import { AlertNotice } from './notice.ts'
import { notificationsFor, type PlanInput, type Recipient } from './plan.ts'
import { NotificationPreferences, NotificationSettings, quietUntil } from './settings.ts'

const night = { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }] }
const notice = (severity: Severity) =>
  AlertNotice.parse({
    alertId: 'alr_1',
    kind: 'opened',
    severity,
    ruleName: 'Bac plein',
    assetId: 'ast_1',
    assetName: 'Bac 12',
    openedAt: '2026-06-01T23:00:00+02:00',
    at: '2026-06-01T23:00:00+02:00',
  })
const person = (preferences: object = { channels: {} }): Recipient => ({
  kind: 'user',
  userId: 'usr_1',
  name: 'Léa',
  email: 'lea@ville.test',
  preferences: NotificationPreferences.parse(preferences),
  pushSubscriptions: [
    { id: 'psh_1', endpoint: 'https://push.test/a' },
    { id: 'psh_2', endpoint: 'https://push.test/b' },
  ],
})
type Overrides = Partial<Omit<PlanInput, 'settings'>> & { severity?: Severity; settings?: object }
const input = ({ settings = {}, severity = 'major', ...over }: Overrides = {}): PlanInput => ({
  notice: notice(severity),
  cause: 'notice:1',
  channels: null,
  recipients: [person()],
  timeZone: 'Europe/Paris',
  now: new Date('2026-06-01T23:00:00+02:00'),
  ...over,
  settings: NotificationSettings.parse(settings),
})
const channelsOf = (one: PlanInput) => notificationsFor(one).map(({ channel }) => channel)

test('a person hears by what they chose for that severity, and finds it in the application in any case', () => {
  expect(channelsOf(input())).toEqual(['inApp', 'email', 'push', 'push'])
  expect(channelsOf(input({ severity: 'information' }))).toEqual(['inApp'])
  const reachable = { channels: { email: null, push: null }, phone: '+33612345678' }
  expect(channelsOf(input({ severity: 'critical', recipients: [person(reachable)] }))).toEqual([
    'inApp',
    'sms',
  ])
})

test('a rule that names channels uses no other', () => {
  expect(channelsOf(input({ channels: ['push'] }))).toEqual(['inApp', 'push', 'push'])
})

test('somebody whom two groups name is told once', () => {
  expect(notificationsFor(input({ recipients: [person(), person()] }))).toHaveLength(4)
})

test('quiet hours hold back all but the critical, and not what disturbs nobody', () => {
  const quiet = input({ settings: { quietHours: night } })
  const when = notificationsFor(quiet).map(({ channel, nextAttemptAt }) => [
    channel,
    nextAttemptAt?.toISOString(),
  ])
  expect(when).toContainEqual(['email', '2026-06-02T05:00:00.000Z'])
  expect(when).toContainEqual(['inApp', undefined])
  const critical = notificationsFor(input({ severity: 'critical', settings: { quietHours: night } }))
  expect(critical.every(({ nextAttemptAt }) => !nextAttemptAt || +nextAttemptAt === +quiet.now)).toBe(true)
  const hook: Recipient = { kind: 'webhook', webhookId: 'whk_1', name: 'GMAO' }
  expect(
    notificationsFor(input({ recipients: [hook], settings: { quietHours: night } }))[0]!.nextAttemptAt,
  ).toEqual(quiet.now)
})

test("a person's own quiet hours win over the organisation's, also when they are none", () => {
  const settings = { quietHours: night }
  const awake = person({ channels: {}, quietHours: null })
  const email = notificationsFor(input({ recipients: [awake], settings })).find(
    ({ channel }) => channel === 'email',
  )
  expect(email?.nextAttemptAt).toEqual(new Date('2026-06-01T23:00:00+02:00'))
})

test('minor e-mails wait for the digest, graver ones and other channels do not', () => {
  const settings = { digest: { severities: ['minor', 'critical'], at: ['08:00', '13:00'] } }
  const digestOf = (severity: Severity) =>
    notificationsFor(input({ severity, settings })).map(({ channel, digestAt }) => [
      channel,
      digestAt?.toISOString(),
    ])
  expect(digestOf('minor')).toContainEqual(['email', '2026-06-02T06:00:00.000Z'])
  expect(digestOf('minor')).toContainEqual(['push', undefined])
  expect(digestOf('major')).toContainEqual(['email', undefined])
  expect(digestOf('critical')).toContainEqual(['email', undefined])
})

test('quiet hours that meet are one: a night before a closed day ends when that day has ended', () => {
  const hours = NotificationSettings.parse({
    quietHours: { ...night, exceptions: [{ from: '2026-06-02', until: '2026-06-02', effect: 'always' }] },
  }).quietHours
  const from = Date.parse('2026-06-01T23:00:00+02:00')
  // The closed day has no night of its own that begins on it.
  expect(new Date(quietUntil(hours, 'Europe/Paris', from)!).toISOString()).toBe('2026-06-02T22:00:00.000Z')
  expect(quietUntil(hours, 'Europe/Paris', Date.parse('2026-06-01T12:00:00+02:00'))).toBeNull()
  expect(quietUntil(null, 'Europe/Paris', from)).toBeNull()
})
