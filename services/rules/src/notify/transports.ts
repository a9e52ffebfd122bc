import type { Db } from '@trame/database'
import type { OutgoingOptions } from '../outgoing/outgoing-http.ts'
import { outgoingOf } from '../outgoing/outgoing-of.ts'
import { emailTransport, type SmtpConfig } from './email.ts'
import { pushTransport, type VapidConfig } from './push.ts'
import { type SmsTemplate, smsTransport } from './sms.ts'
import type { Transports } from './transport.ts'
import { webhookTransport } from './webhook.ts'

export interface NotifyConfig {
  publicUrl: URL
  smtp: SmtpConfig | null
  vapid: VapidConfig | null
  sms: SmsTemplate | null
  /** Webhook secrets are derived from it; the API has the same. */
  webhookKey: string | null
  /** Non-public ranges that organisations may open for themselves. */
  egressRanges: string[]
  timeoutMs?: number
}

export interface TransportOptions {
  db: Db
  config: NotifyConfig
  now?: () => Date
  /** Tests only. */
  ca?: string
  resolve?: (host: string) => Promise<string[]>
}

export function createTransports({
  db,
  config,
  now = () => new Date(),
  ca,
  resolve,
}: TransportOptions): Transports {
  const { publicUrl, smtp, vapid, sms, webhookKey, egressRanges, timeoutMs } = config
  const common = {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(ca === undefined ? {} : { ca }),
    ...(resolve === undefined ? {} : { resolve }),
  }
  const outgoing = outgoingOf(db, { ...common, egressRanges })
  // The gateway's address is the operator's own word, as its ranges are.
  const toGateway = (template: SmsTemplate): OutgoingOptions => ({
    ...common,
    egress: { operatorRanges: egressRanges, allowed: [new URL(template.url).host] },
  })
  return {
    ...(smtp ? { email: emailTransport(smtp, publicUrl, timeoutMs) } : {}),
    ...(vapid ? { push: pushTransport(db, vapid, publicUrl, outgoing) } : {}),
    ...(sms ? { sms: smsTransport(sms, publicUrl, () => toGateway(sms)) } : {}),
    ...(webhookKey
      ? { webhook: webhookTransport(db, { masterKey: webhookKey, publicUrl, now, outgoing }) }
      : {}),
  }
}
