import { putRecipientGroup } from '@trame/database'
import { liveStreamKey } from '@trame/domain'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { configFor, organisationId, ownRedis, startTestRules, testTerritory } from '../testing.ts'
import { mailServer, noChannels } from './testing.ts'

test('an observation over its limit reaches the mailbox and the open page of whom the rule names', async () => {
  const territory = await testTerritory({ assets: 1 })
  const { owner } = territory
  const [mail, redis] = [await mailServer(), await ownRedis()]
  await sql`insert into user_account (id, email, name, password_hash) values ('usr_lea', 'lea@ville.test', 'Léa', '')`.execute(
    owner,
  )
  await sql`insert into membership (user_id, organisation_id, role) values ('usr_lea', ${organisationId}, 'agent')`.execute(
    owner,
  )
  const members = [{ kind: 'user' as const, userId: 'usr_lea' }]
  const groupId = await owner
    .transaction()
    .execute((tx) =>
      putRecipientGroup(tx, organisationId, { name: 'Propreté', members, escalationPolicyId: null }),
    )
  await territory.rule('rul_full', {
    condition: { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 80 },
    severity: 'major',
    message: { fr: '{asset} est plein à {value}' },
    actions: [{ kind: 'notify', groupId, channels: ['inApp', 'email'] }],
  })
  const rules = await startTestRules({
    ...configFor(territory, redis.url),
    notify: { ...noChannels, smtp: mail.config },
  })
  try {
    const started = Date.now()
    await territory.commit([[0, started, 92]])
    await territory.publish()
    await expect.poll(() => mail.mails.length, { timeout: 30_000, interval: 20 }).toBe(1)
    expect(mail.mails[0]!.to).toEqual(['lea@ville.test'])
    expect(mail.mails[0]!.text).toContain('Subject: [Majeure] Asset 0 est plein à 92 %')
    const inbox = async () => {
      const entries = await redis.redis.xrange(liveStreamKey(organisationId), '-', '+')
      return entries.filter(([, [name]]) => name === 'inbox').map(([, [, json]]) => JSON.parse(json!))
    }
    await expect.poll(inbox, { timeout: 10_000, interval: 20 }).toEqual([[{ userId: 'usr_lea' }]])
    const metrics = async () => (await fetch(`http://127.0.0.1:${rules.healthPort}/metrics`)).text()
    await expect.poll(metrics).toContain('trame_rules_notifications_waiting{channel="email"} 0')
  } finally {
    await rules.stop()
    await mail.close()
    redis.redis.disconnect()
    await redis.server.remove()
    await territory.close()
  }
})
