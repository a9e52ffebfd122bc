import { type ClaimedNotification, type Db, forgetPushTarget, pushTarget } from '@trame/database'
import { renderMessage } from '@trame/domain'
// CommonJS whose names Node does not see.
import webPush from 'web-push'
import type { OutgoingOptions } from '../outgoing/outgoing-http.ts'
import { givenUp } from './outcome.ts'
import { sendOut } from './send-out.ts'
import type { Transport } from './transport.ts'

export interface VapidConfig {
  publicKey: string
  privateKey: string
  /** mailto: or https: of whoever runs the platform (RFC 8292 §2.1). */
  subject: string
}

const dayS = 86_400

/** Web Push: RFC 8030, encrypted by RFC 8291, signed by RFC 8292. The endpoint comes from a browser: it is somebody's URL. */
export function pushTransport(
  db: Db,
  vapid: VapidConfig,
  publicUrl: URL,
  outgoing: (organisationId: string) => Promise<OutgoingOptions>,
): Transport {
  return {
    async send(one: ClaimedNotification) {
      const target = await pushTarget(db, one.address)
      if (!target) return givenUp('subscription_gone')
      const request = webPush.generateRequestDetails(target, payloadOf(one, publicUrl), {
        vapidDetails: vapid,
        TTL: dayS,
        urgency: one.severity === 'critical' ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      })
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      )
      const outcome = await sendOut(
        { url: request.endpoint, method: 'POST', headers, body: request.body },
        await outgoing(one.organisationId),
      )
      // RFC 8030 §7.3
      if (!outcome.ok && (outcome.status === 404 || outcome.status === 410)) {
        await forgetPushTarget(db, one.address)
        return givenUp('subscription_gone', outcome.status)
      }
      return outcome
    },
  }
}

/** What the service worker shows: at most 4,096 bytes with its encryption (RFC 8291 §4), so the text is cut. */
export function payloadOf(one: ClaimedNotification, publicUrl: URL): string {
  const { subject, text, link } = renderMessage(one.content, one.language, publicUrl)
  return JSON.stringify({
    id: one.id,
    title: subject.slice(0, 200),
    body: text.slice(0, 800),
    url: link,
    tag: one.alertId ?? one.id,
    severity: one.severity,
    lang: one.language,
  })
}
