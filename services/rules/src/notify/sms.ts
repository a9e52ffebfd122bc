import type { ClaimedNotification } from '@trame/database'
import { renderMessage } from '@trame/domain'
import { z } from 'zod'
import type { OutgoingOptions } from '../outgoing/outgoing-http.ts'
import { sendOut } from './send-out.ts'
import type { Transport } from './transport.ts'

/**
 * How the operator's SMS provider wants to be asked, for any of them that speaks HTTP. `{to}` and `{text}` are replaced,
 * escaped as the body's media type needs it.
 */
export const SmsTemplate = z.object({
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  /** Longer texts are cut: 306 is two messages of the GSM alphabet. */
  longest: z.int().min(70).max(1600).default(306),
})
export type SmsTemplate = z.infer<typeof SmsTemplate>

export function smsTransport(
  template: SmsTemplate,
  publicUrl: URL,
  outgoing: () => OutgoingOptions,
): Transport {
  return {
    send: (one) => sendOut(smsRequest(template, one, publicUrl), outgoing()),
  }
}

export function smsRequest(
  { url, method, headers, body, longest }: SmsTemplate,
  one: Pick<ClaimedNotification, 'address' | 'content' | 'language'>,
  publicUrl: URL,
) {
  const { short, link } = renderMessage(one.content, one.language, publicUrl)
  const values = { to: one.address, text: cut(short, link, longest) }
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const escaped = type.includes('json')
    ? inJson
    : type.includes('form')
      ? encodeURIComponent
      : (text: string) => text
  return { url: fill(url, values, encodeURIComponent), method, headers, body: fill(body, values, escaped) }
}

/** The link is what must arrive whole. */
function cut(text: string, link: string, longest: number): string {
  if (text.length <= longest) return text
  const rest = text.replace(link, '').trimEnd()
  return `${rest.slice(0, Math.max(0, longest - link.length - 2)).trimEnd()}… ${link}`
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

function fill(template: string, values: { to: string; text: string }, escaped: (text: string) => string) {
  return template.replaceAll(/\{(to|text)\}/g, (_, name: 'to' | 'text') => escaped(values[name]))
}
