export {
  createPool,
  type DatabaseOptions,
  type Db,
  inOrganisation,
  openDatabase,
  type Scoped,
} from './connection.ts'
export type { Database } from './schema.ts'
