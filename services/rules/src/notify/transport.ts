import type { ClaimedNotification } from '@trame/database'
import type { NotificationChannel } from '@trame/domain'
import type { Outcome } from './outcome.ts'

/** Hands one message over to another system. Never throws for what that system does. */
export interface Transport {
  send(one: ClaimedNotification): Promise<Outcome>
  stop?(): Promise<void>
}

/** In-app needs none: its row is the message. A channel without a transport fails visibly. */
export type Transports = Partial<Record<Exclude<NotificationChannel, 'inApp'>, Transport>>
