import type { Db } from '@trame/database'
import type { Sandbox } from '@trame/devices'
import type { Config } from './config.ts'
import type { LiveHub } from './live.ts'

/** What routes work with; handed to each of them when it is registered. */
export interface Dependencies {
  db: Db
  live: LiveHub
  /** Runs uploaded codecs for the playground and for the examples of an upload. */
  sandbox: Sandbox
  config: Config
  now: () => Date
}
