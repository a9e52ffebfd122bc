import { type Db, readNotificationSettings } from '@trame/database'
import type { OutgoingOptions } from './outgoing-http.ts'

export interface OutgoingConfig {
  /** Non-public ranges that organisations may open for themselves. */
  egressRanges: readonly string[]
  timeoutMs?: number | undefined
  /** Tests only. */
  ca?: string | undefined
  resolve?: ((host: string) => Promise<string[]>) | undefined
}

/** What an organisation may reach: public addresses, and what it and the platform's operator both allow. */
export const outgoingOf =
  (db: Db, { egressRanges, timeoutMs, ca, resolve }: OutgoingConfig) =>
  async (organisationId: string): Promise<OutgoingOptions> => {
    const { egressAllow } = await readNotificationSettings(db, organisationId)
    return {
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(ca === undefined ? {} : { ca }),
      ...(resolve === undefined ? {} : { resolve }),
      egress: { operatorRanges: egressRanges, allowed: egressAllow },
    }
  }
