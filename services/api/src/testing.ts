import { createPool, foundOrganisation, openDatabase, putMachineKey, syncAssetTypes } from '@trame/database'
import { createSandbox } from '@trame/devices'
import { assetTypes } from '@trame/use-cases'
import { sql } from 'kysely'
import { testDatabase } from '../../../infra/local/testing.ts'
import { createApp } from './app.ts'
import { hashPassword } from './auth/passwords.ts'
import { tokenHash } from './auth/tokens.ts'
import { readConfig } from './config.ts'

export const admin = { email: 'admin@valmeraie.test', password: 'premier mot de passe' }
export const tokens = {
  administrator: `trk_${'a'.repeat(40)}`,
  operator: `trk_${'o'.repeat(40)}`,
  agent: `trk_${'g'.repeat(40)}`,
  reader: `trk_${'r'.repeat(40)}`,
  /** Administrator of the other organisation. */
  foreign: `trk_${'f'.repeat(40)}`,
}
const webhookKey = 'w'.repeat(32)
export type Caller = keyof typeof tokens

/** The API on a database of its own, with two organisations; requests are injected, nothing listens. */
export async function testApi({ now = () => new Date() } = {}) {
  const database = await testDatabase()
  const owner = openDatabase(createPool({ url: database.url, maxConnections: 2 }))
  const passwordHash = await hashPassword(admin.password)
  await foundOrganisation(owner, {
    organisation: { id: 'org_valmeraie', name: 'Valmeraie', slug: 'valmeraie', timeZone: 'Europe/Paris' },
    administrator: { email: admin.email, name: 'Claire Morvan', passwordHash },
  })
  await sql`insert into organisation (id, name, slug) values ('org_other', 'Autre', 'other')`.execute(owner)
  for (const [role, token] of Object.entries(tokens)) {
    const foreign = role === 'foreign'
    await putMachineKey(owner, {
      id: `key_${role}`,
      organisationId: foreign ? 'org_other' : 'org_valmeraie',
      name: role,
      role: foreign ? 'administrator' : role,
      tokenHash: tokenHash(token),
    })
  }
  await syncAssetTypes(owner, assetTypes)

  const config = readConfig({
    DATABASE_URL: database.apiUrl,
    REDIS_URL: 'redis://unused',
    PUBLIC_URL: 'http://localhost:8080',
    LOG_LEVEL: 'silent',
    WEBHOOK_KEY: webhookKey,
  })
  const db = openDatabase(createPool({ url: database.apiUrl, maxConnections: 4 }))
  const sandbox = createSandbox({ poolSize: 1 })
  const silent = {
    start() {},
    subscribe: async () => () => {},
    subscriberCount: () => 0,
    stop: async () => {},
  }
  const app = await createApp({ db, live: silent, sandbox, config, now })

  return {
    app,
    webhookKey,
    owner,
    database,
    async as(
      caller: Caller,
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: string,
      body?: unknown,
    ) {
      const headers = { authorization: `Bearer ${tokens[caller]}`, 'accept-language': 'en' }
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      })
      const json = answer.headers['content-type']?.includes('json')
      return {
        status: answer.statusCode,
        body: json ? answer.json() : answer.rawPayload,
        headers: answer.headers,
      }
    },
    async close() {
      await app.close()
      await sandbox.stop()
      await db.destroy()
      await owner.destroy()
      await database.drop()
    },
  }
}
