import { randomBytes } from 'node:crypto'
import { createPool, foundOrganisation, openDatabase, putMachineKey } from '@trame/database'
import { z } from 'zod'
import { hashPassword } from './auth/passwords.ts'
import { tokenHash } from './auth/tokens.ts'

/**
 * `node services/api/src/first-run.ts`, as the database's owner, before the API's first start. Makes the first
 * organisation and its administrator with a one-time password, and the key by which the demonstration town is loaded.
 * Does nothing on a database that has an organisation, but for the key, which follows its file.
 * Prints one line of JSON: { "created": boolean, "oneTimePassword"?: string }.
 */
const Environment = z.object({
  OWNER_DATABASE_URL: z.string().startsWith('postgres'),
  ORGANISATION_ID: z
    .string()
    .regex(/^org_[a-z0-9-]+$/)
    .default('org_valmeraie'),
  ORGANISATION_NAME: z.string().default('Valmeraie Agglomération'),
  ORGANISATION_TIME_ZONE: z.string().default('Europe/Paris'),
  ADMIN_EMAIL: z.email(),
  ADMIN_NAME: z.string().default('Administration'),
  PROVISIONING_TOKEN: z.string().min(32).optional(),
})

const environment = Environment.parse(process.env)
const db = openDatabase(
  createPool({ url: environment.OWNER_DATABASE_URL, maxConnections: 1, applicationName: 'trame-first-run' }),
)
try {
  const oneTimePassword = randomBytes(12).toString('base64url')
  const created = await foundOrganisation(db, {
    organisation: {
      id: environment.ORGANISATION_ID,
      name: environment.ORGANISATION_NAME,
      slug: environment.ORGANISATION_ID.slice('org_'.length),
      timeZone: environment.ORGANISATION_TIME_ZONE,
    },
    administrator: {
      email: environment.ADMIN_EMAIL,
      name: environment.ADMIN_NAME,
      passwordHash: await hashPassword(oneTimePassword),
    },
  })
  if (environment.PROVISIONING_TOKEN) {
    await putMachineKey(db, {
      id: 'key_provisioning',
      organisationId: environment.ORGANISATION_ID,
      name: 'Provisioning on this machine',
      role: 'administrator',
      tokenHash: tokenHash(environment.PROVISIONING_TOKEN),
    })
  }
  process.stdout.write(`${JSON.stringify(created ? { created, oneTimePassword } : { created })}\n`)
} finally {
  await db.destroy()
}
