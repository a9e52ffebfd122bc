import { callOut, type OutgoingOptions, type OutgoingRequest } from '../outgoing/outgoing-http.ts'
import { failed, givenUp, type Outcome, sent } from './outcome.ts'

/** A message to an address that somebody typed in. Nothing of the answer is kept but its status. */
export async function sendOut(request: OutgoingRequest, options: OutgoingOptions): Promise<Outcome> {
  const answer = await callOut(request, { ...options, mostBytes: 0 })
  if (!answer.ok) return answer.error === 'url_refused' ? givenUp(answer.error) : failed(answer.error)
  return outcomeOf(answer.status, answer.headers['retry-after'])
}

const worthAnotherTry = new Set([408, 409, 423, 425, 429])

function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return sent(status)
  if (status >= 300 && status < 400) return failed('redirect_refused', status)
  const permanent = status >= 400 && status < 500 && !worthAnotherTry.has(status)
  const seconds = Number(retryAfter)
  return {
    ok: false,
    error: `http_${status}`,
    status,
    permanent,
    endpointIsWell: permanent,
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  }
}
