// Standard Webhooks 1.0.0: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

const utf8 = new TextEncoder()

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

async function hmac(key: Uint8Array<ArrayBuffer>, message: string): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const imported = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await subtle.sign('HMAC', imported, utf8.encode(message)))
}

/**
 * The secret of an endpoint: derived, not stored, so that a stolen database signs nothing. A rotation is the next version.
 */
export async function webhookSecret(masterKey: string, webhookId: string, version: number): Promise<string> {
  const bytes = await hmac(utf8.encode(masterKey), `trame webhook ${webhookId} ${version}`)
  return `whsec_${base64(bytes)}`
}

export interface WebhookHeaders {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/** Signed by each secret that is valid now: two of them during a rotation, separated by a space. */
export async function signWebhook(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Promise<WebhookHeaders> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = await Promise.all(
    secrets.map(async (secret) => {
      const key = fromBase64(secret.slice('whsec_'.length))
      return `v1,${base64(await hmac(key, `${id}.${timestamp}.${body}`))}`
    }),
  )
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
