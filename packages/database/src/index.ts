export {
  createPool,
  type DatabaseOptions,
  type Db,
  inOrganisation,
  openDatabase,
  type Scoped,
} from './connection.ts'
export { grantLogins, type LoginPasswords, type MigrateOptions, migrate } from './migrate.ts'
export type { Database } from './schema.ts'
