import { migrate } from './migrate.ts'

const url = process.env.DATABASE_URL
if (!url) {
  console.error('DATABASE_URL is missing: the owner of the database, e.g. postgres://user:password@host/name')
  process.exit(1)
}
const applied = await migrate({ url, log: console.log })
console.log(applied.length === 0 ? 'nothing to apply' : `${applied.length} migrations applied`)
