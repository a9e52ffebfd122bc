import { createPool, openDatabase, waitingNotifications } from '@trame/database'
import { notificationChannels } from '@trame/domain'
import type { Redis } from 'ioredis'
import { Gauge, type Registry } from 'prom-client'
import { createInboxPublisher } from './live-inbox.ts'
import { startNotifier } from './notifier.ts'
import { createTransports, type NotifyConfig } from './transports.ts'

export interface NotificationsOptions {
  databaseUrl: string
  redis: Redis
  registry: Registry
  now: () => number
  /** One process publishes to pages; all deliver. */
  leads(): boolean
  onFailure(error: unknown): void
}

/** The notifier with connections of its own: a burst of messages must not take those of the rules. */
export function startNotifications(config: NotifyConfig, options: NotificationsOptions) {
  const { databaseUrl: url, redis, registry, leads, onFailure } = options
  const db = openDatabase(createPool({ url, maxConnections: 4, applicationName: 'trame-notify' }))
  const now = () => new Date(options.now())
  const notifier = startNotifier({
    db,
    transports: createTransports({ db, config, now }),
    now,
    onFailure,
  })
  const inbox = createInboxPublisher(redis, onFailure)

  new Gauge({
    name: 'trame_rules_notifications_waiting',
    help: 'Messages that are due and have not gone',
    labelNames: ['channel'],
    registers: [registry],
    async collect() {
      const waiting = await waitingNotifications(db, now())
      for (const channel of notificationChannels) this.set({ channel }, waiting.get(channel) ?? 0)
    },
  })
  new Gauge({
    name: 'trame_rules_notification_endpoints_closed',
    help: 'Mail servers, gateways, push services and webhooks left alone after failures',
    registers: [registry],
    collect() {
      this.set(notifier.status().closedEndpoints.length)
    },
  })

  return {
    /** What PostgreSQL says, by channel. */
    on: {
      notice_given: () => notifier.wake(),
      inbox_changed(payload: string) {
        if (leads()) inbox.changed(payload)
      },
    },
    wake: () => notifier.wake(),
    async stop() {
      await notifier.stop()
      await inbox.stop()
      await db.destroy()
    },
  }
}
