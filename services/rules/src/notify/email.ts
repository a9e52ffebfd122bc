import type { ClaimedNotification } from '@trame/database'
import { renderMessage } from '@trame/domain'
import { createTransport } from 'nodemailer'
import { failed, givenUp, type Outcome, sent } from './outcome.ts'
import type { Transport } from './transport.ts'

export interface SmtpConfig {
  /** smtp://user:password@host:587 or smtps://host:465, by whoever runs the platform. */
  smtpUrl: string
  mailFrom: string
}

export function emailTransport(
  { smtpUrl, mailFrom }: SmtpConfig,
  publicUrl: URL,
  timeoutMs = 10_000,
): Transport {
  const server = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: 2 * timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(one: ClaimedNotification) {
      const { subject, text, html } = renderMessage(one.content, one.language, publicUrl)
      try {
        await server.sendMail({
          from: mailFrom,
          to: { name: '', address: one.address },
          subject,
          text,
          html,
          // The same for each try: a mail system that has it already can tell.
          messageId: `<${one.id}@${publicUrl.hostname}>`,
          headers: {
            // RFC 3834: no out-of-office answers to a machine.
            'Auto-Submitted': 'auto-generated',
            ...(one.alertId ? { References: `<${one.alertId}@${publicUrl.hostname}>` } : {}),
            ...(one.severity === 'critical' ? { Importance: 'high' } : {}),
          },
        })
        return sent()
      } catch (error) {
        return outcomeOf(error)
      }
    },
    async stop() {
      server.close()
    },
  }
}

function outcomeOf(error: unknown): Outcome {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  // RFC 5321 §4.2.1: 5yz is final. A refused sign-in is our fault, and mended without touching the message.
  if (code === 'EENVELOPE' && responseCode && responseCode >= 500)
    return givenUp('address_refused', responseCode)
  if (code === 'EMESSAGE' && responseCode && responseCode >= 500)
    return givenUp('message_refused', responseCode)
  if (code === 'EAUTH') return failed('sign_in_refused', responseCode ?? null)
  if (code === 'ETIMEDOUT') return failed('timeout')
  if (responseCode) return failed(`smtp_${responseCode}`, responseCode)
  return failed('connection_failed')
}
