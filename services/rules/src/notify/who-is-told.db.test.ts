import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailServer, minute, notify, testTown } from './testing.ts'

let town: Awaited<ReturnType<typeof testTown>>
let mail: Awaited<ReturnType<typeof mailServer>>
beforeEach(async () => {
  town = await testTown()
  mail = await mailServer()
})
afterEach(async () => {
  await town.close()
  await mail.close()
})

const told = async () =>
  (await town.rows()).map(({ channel, recipient, state }) => `${channel} ${recipient} ${state}`)

test('an alert is told once to each person, by mail and in the application, however often the work is repeated', async () => {
  const lea = await town.person('usr_lea')
  const tom = await town.person('usr_tom', { language: 'en' })
  const group = await town.a.group('Propreté', [lea, tom])
  const other = await town.a.group('Direction', [lea])
  const alertId = await town.a.alert([notify(group), notify(other)])
  const notifiers = [town.notifier({ smtp: mail.config }), town.notifier({ smtp: mail.config })]
  await Promise.all(notifiers.map((one) => one.drain()))
  await sql`update alert_notice set handled_at = null`.execute(town.owner)
  await Promise.all(notifiers.map((one) => one.drain()))

  expect(await told()).toEqual([
    'inApp usr_lea sent',
    'email usr_lea sent',
    'inApp usr_tom sent',
    'email usr_tom sent',
  ])
  expect(mail.mails.map(({ to }) => to[0]).sort()).toEqual(['usr_lea@ville.test', 'usr_tom@ville.test'])
  const [lead] = mail.mails.filter(({ to }) => to[0] === 'usr_lea@ville.test')
  expect(lead!.from).toBe('alertes@ville.test')
  expect(lead!.text).toContain('Subject: [Majeure] Bac plein — Bac 12, Rue des Lilas')
  expect(lead!.text).toContain('1. Vider le bac')
  expect(lead!.text).toContain(`https://trame.ville.test/alerts/${alertId}`)
  expect(lead!.text).toContain('text/html')
  expect(lead!.text).toContain('Auto-Submitted: auto-generated')
  const [english] = mail.mails.filter(({ to }) => to[0] === 'usr_tom@ville.test')
  expect(english!.text).toContain('Subject: [Major] Bac plein')
})

test('a rule that names nobody is told to the default groups', async () => {
  const group = await town.a.group('Permanence', [await town.person('usr_lea')])
  await town.a.settings({ defaultGroupIds: [group] })
  await town.a.alert([])
  await town.notifier({ smtp: mail.config }).drain()
  expect(await told()).toEqual(['inApp usr_lea sent', 'email usr_lea sent'])
})

test('whoever is on call then is told, and hears of the end though somebody else is on call by then', async () => {
  await town.person('usr_day')
  await town.person('usr_night')
  const weekly = JSON.stringify([
    { days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00', userId: 'usr_day' },
    { days: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '08:00', userId: 'usr_night' },
  ])
  await sql`insert into on_call_calendar (id, organisation_id, name, time_zone, weekly, overrides)
    values ('onc_1', 'org_a', 'Astreinte', 'Europe/Paris', ${weekly}, '[]')`.execute(town.owner)
  const group = await town.a.group('Astreinte', [{ kind: 'onCall', calendarId: 'onc_1' }])
  const notifier = town.notifier({ smtp: mail.config })
  const alertId = await town.a.alert([notify(group)])
  await notifier.drain()
  town.set('2026-06-01T23:00:00+02:00')
  await town.a.notice(alertId, 'resolved', [notify(group)])
  await notifier.drain()
  expect(mail.mails.map(({ to }) => to[0])).toEqual(['usr_day@ville.test', 'usr_day@ville.test'])
  expect(mail.mails[1]!.text).toContain('Subject: [Terminée] Bac plein')
})

test('somebody who has left, or whose account is disabled, is told nothing; that nobody was told is seen', async () => {
  const group = await town.a.group('Équipe', [await town.person('usr_gone'), await town.person('usr_off')])
  await sql`delete from membership where user_id = 'usr_gone'`.execute(town.owner)
  await sql`update user_account set disabled = true where id = 'usr_off'`.execute(town.owner)
  await town.a.alert([notify(group)])
  await town.notifier({ smtp: mail.config }).drain()
  expect(await told()).toEqual([`inApp ${group} failed`])
  expect((await town.rows())[0]!.last_error).toBe('nobody_to_tell')
})

test('at night only the critical wakes; the rest waits for the morning, and what is over by then is never said', async () => {
  const night = { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }] }
  await town.a.settings({ quietHours: night })
  const group = await town.a.group('Équipe', [await town.person('usr_lea')])
  const notifier = town.notifier({ smtp: mail.config })
  town.set('2026-06-01T23:00:00+02:00')
  await town.a.alert([notify(group)], { severity: 'critical', name: 'Crue' })
  const mended = await town.a.alert([notify(group)], { name: 'Passager' })
  await town.a.alert([notify(group)], { name: 'Durable' })
  await notifier.drain()
  expect(mail.mails.map(({ text }) => /Subject: .*?\] (\w+)/.exec(text)![1])).toEqual(['Crue'])

  town.pass(60 * minute)
  await town.a.notice(mended, 'resolved', [notify(group)], { name: 'Passager' })
  await notifier.drain()
  town.set('2026-06-02T07:00:00+02:00')
  await notifier.drain()
  expect(mail.mails.map(({ text }) => /Subject: .*?\] (\w+)/.exec(text)![1])).toEqual(['Crue', 'Durable'])
  const suppressed = (await town.rows()).filter(({ state }) => state === 'suppressed')
  expect(suppressed).toMatchObject([{ channel: 'email', last_error: 'superseded' }])
})

test('minor alerts of a day come in one digest', async () => {
  await town.a.settings({ digest: { severities: ['minor', 'information'], at: ['18:00'] } })
  const group = await town.a.group('Équipe', [await town.person('usr_lea')])
  const notifier = town.notifier({ smtp: mail.config })
  for (const name of ['Un', 'Deux', 'Trois']) {
    await town.a.alert([notify(group)], { severity: 'minor', name })
    town.pass(30 * minute)
  }
  await notifier.drain()
  expect(mail.mails).toHaveLength(0)
  town.set('2026-06-01T18:00:00+02:00')
  await Promise.all([notifier.drain(), town.notifier({ smtp: mail.config }).drain()])
  expect(mail.mails).toHaveLength(1)
  expect(mail.mails[0]!.text).toContain('Subject: 3 alertes depuis le dernier résumé')
  for (const name of ['Un', 'Deux', 'Trois']) expect(mail.mails[0]!.text).toContain(`[Mineure] ${name}`)
  expect((await town.rows()).filter(({ state }) => state === 'digested')).toHaveLength(3)
})

test('an alert that nobody acknowledges goes to the next group, once; an acknowledged one does not', async () => {
  const chief = await town.a.group('Chef', [await town.person('usr_chief')])
  const mayor = await town.a.group('Maire', [await town.person('usr_mayor')])
  await sql`insert into escalation_policy (id, organisation_id, name) values ('esc_1', 'org_a', 'Crue')`.execute(
    town.owner,
  )
  await sql`insert into escalation_step (organisation_id, policy_id, after_minutes, group_id)
    values ('org_a', 'esc_1', 30, ${mayor})`.execute(town.owner)
  const team = await town.a.group('Équipe', [await town.person('usr_lea')], 'esc_1')
  const actions = [notify(team), { ...notify(chief, ['email']), unacknowledgedAfterMs: 15 * minute }]
  const notifier = town.notifier({ smtp: mail.config })
  await town.a.alert(actions, { name: 'Oubliée' })
  const seen = await town.a.alert(actions, { name: 'Vue' })
  await notifier.drain()
  await sql`update alert set status = 'acknowledged' where id = ${seen}`.execute(town.owner)
  mail.mails.length = 0

  town.pass(14 * minute)
  await notifier.drain()
  expect(mail.mails).toHaveLength(0)
  town.pass(minute)
  await Promise.all([notifier.drain(), town.notifier({ smtp: mail.config }).drain()])
  expect(mail.mails.map(({ to }) => to[0])).toEqual(['usr_chief@ville.test'])
  expect(mail.mails[0]!.text).toContain('Oubliée')
  expect(mail.mails[0]!.text).toContain('Personne n’a encore pris en charge cette alerte.')
  town.pass(60 * minute)
  await notifier.drain()
  expect(mail.mails.map(({ to }) => to[0])).toEqual(['usr_chief@ville.test', 'usr_mayor@ville.test'])
})

test('a notice that cannot be read is reported and holds up none', async () => {
  const group = await town.a.group('Équipe', [await town.person('usr_lea')])
  const alertId = await town.a.alert([notify(group)])
  await sql`insert into alert_notice (organisation_id, alert_id, kind, notice) values ('org_a', ${alertId}, 'raised', '{}')`.execute(
    town.owner,
  )
  await town.a.alert([notify(group)])
  const notifier = town.notifier({ smtp: mail.config })
  await notifier.drain()
  expect(mail.mails).toHaveLength(2)
  expect(String(notifier.faults[0])).toContain('cannot be read')
})
