import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { organisationId } from './connectors-file.ts'
import { type LocalFolder, repository } from './local-folder.ts'
import { withClient } from './prepare-database.ts'
import { runCommand } from './run-command.ts'
import { writeOwnerOnly } from './secrets.ts'

const adminEmail = process.env.ADMIN_EMAIL ?? 'admin@valmeraie.example'

/**
 * Makes the first organisation and its administrator. The one-time password stays in a file of the owner's only, so
 * that it is not lost with a terminal that was closed before somebody read it.
 */
export async function firstRun(folder: LocalFolder, ownerUrl: string, provisioningToken: string) {
  const kept = folder.file('first-sign-in.json')
  const { code, output } = await runCommand(
    process.execPath,
    [path.join(repository, 'services/api/src/first-run.ts')],
    {
      env: {
        ...process.env,
        OWNER_DATABASE_URL: ownerUrl,
        ORGANISATION_ID: organisationId,
        ADMIN_EMAIL: adminEmail,
        PROVISIONING_TOKEN: provisioningToken,
      },
    },
  )
  if (code !== 0) throw new Error(`the first organisation could not be made:\n${output}`)
  const { oneTimePassword } = JSON.parse(output.trim().split('\n').at(-1)!) as { oneTimePassword?: string }
  if (oneTimePassword) writeOwnerOnly(kept, JSON.stringify({ adminEmail, oneTimePassword }))
  if (!existsSync(kept)) return { adminEmail, oneTimePassword: null }
  if (!(await isStillToBeChanged(ownerUrl))) {
    rmSync(kept)
    return { adminEmail, oneTimePassword: null }
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as { adminEmail: string; oneTimePassword: string }
}

async function isStillToBeChanged(ownerUrl: string) {
  return withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ yes: boolean }>(
      'select must_change_password as yes from user_account where email = $1',
      [adminEmail],
    )
    return rows[0]?.yes ?? false
  })
}
