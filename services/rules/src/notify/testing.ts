import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPool, openDatabase, putRecipientGroup } from '@trame/database'
import { GroupMember, newId, type Severity } from '@trame/domain'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { testDatabase } from '../../../../infra/local/testing.ts'
import { createNotifier, type NotifierOptions } from './notifier.ts'
import { createTransports, type NotifyConfig } from './transports.ts'

export const minute = 60_000
export const publicUrl = new URL('https://trame.ville.test')
export const webhookKey = 'a key of the tests, thirty-two long'

export const noChannels: NotifyConfig = {
  publicUrl,
  smtp: null,
  vapid: null,
  sms: null,
  webhookKey: null,
  egressRanges: ['127.0.0.0/8'],
  timeoutMs: 1_000,
}

/** A database of its own with organisations, people and alerts, and a clock that only tests move. */
export async function testTown() {
  const database = await testDatabase()
  const owner = openDatabase(createPool({ url: database.url, maxConnections: 3 }))
  const db = openDatabase(createPool({ url: database.rulesUrl, maxConnections: 8 }))
  let at = Date.parse('2026-06-01T10:00:00+02:00')
  let episodes = 0
  const opened: { stop?(): Promise<void> }[] = []

  const as = (organisationId: string) => ({
    async group(name: string, members: object[], escalationPolicyId: string | null = null) {
      return owner.transaction().execute((tx) =>
        putRecipientGroup(tx, organisationId, {
          name,
          members: members.map((member) => GroupMember.parse(member)),
          escalationPolicyId,
        }),
      )
    },
    async settings(settings: object) {
      const text = JSON.stringify({ egressAllow: ['127.0.0.0/8'], ...settings })
      await sql`insert into notification_settings (organisation_id, settings) values (${organisationId}, ${text})
        on conflict (organisation_id) do update set settings = excluded.settings`.execute(owner)
    },
    async webhook(id: string, url: string, everyAlertFrom: Severity | null = null) {
      await sql`insert into webhook_endpoint (id, organisation_id, name, url, every_alert_from)
        values (${id}, ${organisationId}, ${id}, ${url}, ${everyAlertFrom})`.execute(owner)
    },
    /** As the engine does it: the alert, and in the same transaction what has to be told. */
    async alert(actions: object[], { severity = 'major' as Severity, name = 'Bac plein' } = {}) {
      const id = newId('alert', at)
      const openedAt = new Date(at)
      await owner.transaction().execute(async (tx) => {
        await sql`insert into rule (id, organisation_id, name, version, enabled)
          values (${`rul_${organisationId}`}, ${organisationId}, ${name}, 1, true) on conflict do nothing`.execute(
          tx,
        )
        await sql`insert into alert (id, organisation_id, number, kind, rule_id, rule_version, gateway, severity, opened_at, last_at)
          values (${id}, ${organisationId}, next_number(${organisationId}, 'alert'), 'gateway', ${`rul_${organisationId}`}, 1,
            ${`gw-${episodes++}`}, ${severity}, ${openedAt}, ${openedAt})`.execute(tx)
      })
      await this.notice(id, 'opened', actions, { severity, name })
      return id
    },
    async notice(
      alertId: string,
      kind: 'opened' | 'raised' | 'resolved',
      actions: object[],
      { severity = 'major' as Severity, name = 'Bac plein' } = {},
    ) {
      const notice = {
        alertId,
        kind,
        severity,
        ruleName: name,
        assetId: null,
        assetName: 'Bac 12',
        siteName: 'Rue des Lilas',
        openedAt: new Date(at).toISOString(),
        at: new Date(at).toISOString(),
        instructions: ['Vider le bac'],
      }
      await sql`insert into alert_notice (organisation_id, alert_id, kind, notice, actions)
        values (${organisationId}, ${alertId}, ${kind}, ${JSON.stringify(notice)}, ${JSON.stringify(actions)})`.execute(
        owner,
      )
    },
  })

  for (const organisationId of ['org_a', 'org_b']) {
    await sql`insert into organisation (id, name, slug) values (${organisationId}, ${organisationId}, ${organisationId.slice(4)})`.execute(
      owner,
    )
  }
  return {
    database,
    owner,
    db,
    a: as('org_a'),
    b: as('org_b'),
    now: () => new Date(at),
    pass(ms: number) {
      at += ms
    },
    set(local: string) {
      at = Date.parse(local)
    },
    async person(id: string, preferences: object | null = null, organisationId = 'org_a') {
      await sql`insert into user_account (id, email, name, password_hash) values (${id}, ${`${id}@ville.test`}, ${id}, '')`.execute(
        owner,
      )
      await sql`insert into membership (user_id, organisation_id, role) values (${id}, ${organisationId}, 'agent')`.execute(
        owner,
      )
      if (preferences) {
        await sql`insert into notification_preference (organisation_id, user_id, preferences)
          values (${organisationId}, ${id}, ${JSON.stringify({ channels: {}, ...preferences })})`.execute(
          owner,
        )
      }
      return { kind: 'user', userId: id }
    },
    notifier(config: Partial<NotifyConfig>, options: Partial<NotifierOptions> = {}) {
      const transports = createTransports({
        db,
        config: { ...noChannels, ...config },
        now: () => new Date(at),
      })
      opened.push(...Object.values(transports))
      const faults: unknown[] = []
      const notifier = createNotifier({
        db,
        transports,
        now: () => new Date(at),
        random: () => 1,
        onFailure: (fault) => faults.push(fault),
        ...options,
      })
      return { ...notifier, transports, faults }
    },
    async rows() {
      const { rows } = await sql<{
        id: string
        organisation_id: string
        channel: string
        recipient: string
        state: string
        attempts: number
        last_error: string | null
        next_attempt_at: Date | null
        cause: string
      }>`select * from notification order by created_at, cause, recipient, channel desc`.execute(owner)
      return rows
    },
    async close() {
      await Promise.all(opened.map((transport) => transport.stop?.()))
      await db.destroy()
      await owner.destroy()
      await database.drop()
    },
  }
}

export interface Mail {
  from: string
  to: string[]
  raw: string
  /** Decoded headers and text. */
  text: string
}

/** A real SMTP server. `refuse` answers RCPT with that code; `hang` accepts connections and says nothing. */
export async function mailServer() {
  const mails: Mail[] = []
  const state = { refuse: 0, failData: 0 }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (state.refuse && address.startsWith('gone')) {
        done(Object.assign(new Error('no such user'), { responseCode: state.refuse }))
      } else done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (state.failData) {
          done(Object.assign(new Error('try later'), { responseCode: state.failData }))
          return
        }
        const raw = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          text: decoded(raw),
        })
        done()
      })
    },
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.server.address() as AddressInfo
  return {
    mails,
    state,
    config: { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Trame <alertes@ville.test>' },
    close: () => new Promise<void>((done) => server.close(done)),
  }
}

/** Quoted-printable (RFC 2045 §6.7) and encoded words (RFC 2047): what a mail program would show. */
function decoded(raw: string): string {
  const words = raw
    .replaceAll(/\?=\r?\n\s+=\?utf-8\?q\?/gi, '')
    .replaceAll(/=\?utf-8\?q\?(.*?)\?=/gi, (_, word: string) => word.replaceAll('_', ' '))
    .replaceAll(/=\?utf-8\?b\?(.*?)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'))
  return words
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (hex) => unhex(hex.replaceAll('=', '')))
}
const unhex = (hex: string) => Buffer.from(hex, 'hex').toString('utf8')

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A real HTTP receiver: answers with `status(path)`, or with nothing where that is null. */
export async function receiver(status: (path: string) => number | null = () => 200) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks) })
      const code = status(path)
      if (code !== null) response.writeHead(code).end('what must not be kept')
    })
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  return {
    received,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export const notify = (groupId: string, channels = ['inApp', 'email', 'push', 'sms', 'webhook']) => ({
  kind: 'notify',
  groupId,
  channels,
  unacknowledgedAfterMs: 0,
})
