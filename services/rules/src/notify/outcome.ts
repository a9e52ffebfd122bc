/** What became of one try. `error` is our code: what the other side wrote is neither kept nor shown. */
export type Outcome =
  | { ok: true; status: number | null }
  | {
      ok: false
      error: string
      status: number | null
      /** Another try would end the same. */
      permanent: boolean
      /** As the other side asked (Retry-After). */
      retryAfterMs?: number
      /** The endpoint is fine, the message was not: other messages may go on. */
      endpointIsWell?: boolean
    }

export const sent = (status: number | null = null): Outcome => ({ ok: true, status })
export const failed = (error: string, status: number | null = null): Outcome => ({
  ok: false,
  error,
  status,
  permanent: false,
})
export const givenUp = (error: string, status: number | null = null): Outcome => ({
  ok: false,
  error,
  status,
  permanent: true,
  endpointIsWell: true,
})
