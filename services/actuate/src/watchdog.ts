import { appendFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { ConnectorConfig } from '@trame/connectors'
import { createPool, openDatabase, readAuditAnchors, restoreEndedLeases } from '@trame/database'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { openNetworks } from './networks.ts'
import { createSender } from './sender.ts'
import { tryBecomeSender } from './single-sender.ts'

const everyMs = 5_000
const anchorsEveryMs = 600_000

/**
 * Shares nothing with the sender but the database: whatever ails that one, the way back of a lease that is over is ordered
 * again and again, and is sent from here as long as nobody else holds the lock.
 */
export function startWatchdog(
  config: Pick<Config, 'databaseUrl' | 'rates' | 'auditAnchorsFile'>,
  connectors: readonly ConnectorConfig[],
  log: Logger,
  now: () => Date = () => new Date(),
) {
  const stopping = new AbortController()
  const db = openDatabase(
    createPool({ url: config.databaseUrl, maxConnections: 4, applicationName: 'trame-watchdog' }),
  )
  const networks = openNetworks({
    configs: connectors,
    clientSuffix: '-watchdog',
    notice: (text, cause) => log.warn({ cause: cause && String(cause) }, text),
  })
  networks.start()
  const running = run()

  async function run() {
    let anchoredAt = 0
    while (!stopping.signal.aborted) {
      try {
        const restored = await restoreEndedLeases(db, now())
        if (restored.length > 0) log.warn({ restored }, 'leases were over, and nothing was on its way')
        await standIn()
        if (config.auditAnchorsFile && now().getTime() - anchoredAt >= anchorsEveryMs) {
          const anchors = await readAuditAnchors(db, now())
          await appendFile(
            config.auditAnchorsFile,
            anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join(''),
          )
          anchoredAt = now().getTime()
        }
      } catch (error) {
        log.error({ cause: String(error) }, 'watchdog')
      }
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  /** The lock is held for one pass only: a sender that comes back finds it free. */
  async function standIn() {
    const lock = await tryBecomeSender(config.databaseUrl, () => {})
    if (!lock) return
    try {
      const sender = createSender({
        db,
        networks,
        rates: config.rates,
        now,
        only: 'restores',
        holdsLock: lock.held,
        onFailure: (error) => log.error({ cause: String(error) }, 'watchdog sends'),
      })
      await sender.recover()
      await sender.pass()
    } finally {
      await lock.release()
    }
  }

  return {
    async stop() {
      stopping.abort()
      await running
      await networks.stop()
      await db.destroy()
    },
  }
}
