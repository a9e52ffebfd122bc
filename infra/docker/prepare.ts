import { grantLogins, migrate } from '@trame/database'
import { prepareDatabase } from '../local/prepare-database.ts'
import { main, say } from '../local/say.ts'

/** Before any service starts: the database, its owner, its extensions, the migrations, the services' passwords. */
await main(async () => {
  const { ADMIN_DATABASE_URL, DATABASE_PASSWORDS } = process.env
  if (!ADMIN_DATABASE_URL || !DATABASE_PASSWORDS) {
    throw new Error('ADMIN_DATABASE_URL and DATABASE_PASSWORDS are missing: start with docker compose up')
  }
  const { trame_owner, ...services } = JSON.parse(DATABASE_PASSWORDS)
  const url = await prepareDatabase({
    adminUrl: ADMIN_DATABASE_URL,
    name: 'trame',
    ownerPassword: trame_owner,
  })
  const applied = await migrate({ url, log: say })
  await grantLogins(url, services)
  say(applied.length === 0 ? 'the database is up to date' : `${applied.length} migrations applied`)
})
