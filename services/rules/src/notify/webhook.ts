import { type ClaimedNotification, type Db, disableWebhook, webhookTarget } from '@trame/database'
import { type NotificationContent, renderMessage, signWebhook, webhookSecret } from '@trame/domain'
import type { OutgoingOptions } from '../outgoing/outgoing-http.ts'
import { givenUp } from './outcome.ts'
import { sendOut } from './send-out.ts'
import type { Transport } from './transport.ts'

/** Standard Webhooks 1.0.0. `webhook-id` is the notification's: the same for every try, so that a receiver can tell repeats. */
export function webhookTransport(
  db: Db,
  options: {
    masterKey: string
    publicUrl: URL
    now: () => Date
    outgoing: (organisationId: string) => Promise<OutgoingOptions>
  },
): Transport {
  return {
    async send(one: ClaimedNotification) {
      const now = options.now()
      const target = await webhookTarget(db, one.address, now)
      if (!target) return givenUp('webhook_gone')
      if (!target.enabled && one.content.type !== 'test') return givenUp('webhook_disabled')
      const body = bodyOf(one, options.publicUrl)
      const secrets = await Promise.all(
        target.secretVersions.map((version) => webhookSecret(options.masterKey, one.address, version)),
      )
      const signature = await signWebhook(secrets, { id: one.id, at: now, body })
      const outcome = await sendOut(
        {
          url: target.url,
          method: 'POST',
          headers: { 'content-type': 'application/json', 'user-agent': 'Trame-Webhook/1', ...signature },
          body,
        },
        await options.outgoing(one.organisationId),
      )
      if (outcome.ok) return outcome
      if (outcome.status === 410) {
        await disableWebhook(db, one.address, 'http_410')
        return givenUp('webhook_gone', 410)
      }
      // A receiver that is being mended refuses with any code: only 410 says never again.
      return outcome.error === 'url_refused'
        ? outcome
        : { ...outcome, permanent: false, endpointIsWell: false }
    },
  }
}

const eventOf = (content: NotificationContent) =>
  content.type === 'alert' ? `alert.${content.notice.kind}` : content.type

export function bodyOf(one: ClaimedNotification, publicUrl: URL): string {
  const { subject, link } = renderMessage(one.content, one.language, publicUrl)
  const data =
    one.content.type === 'alert'
      ? { ...one.content.notice, title: subject, url: link }
      : { title: subject, url: link }
  return JSON.stringify({ type: eventOf(one.content), timestamp: one.createdAt.toISOString(), data })
}
