import type { Secrets } from './secrets.ts'

/** What the rules service needs to tell people. Mail and SMS need a server of the operator's: see .env.example. */
export function notifications({ vapid, webhookKey }: Secrets, publicUrl: string) {
  return {
    PUBLIC_URL: publicUrl,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    VAPID_SUBJECT: 'mailto:admin@valmeraie.example',
    WEBHOOK_KEY: webhookKey,
  }
}
