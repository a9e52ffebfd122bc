import { type ServiceError, status } from '@grpc/grpc-js'
import type { AddressedDownlink } from '@trame/domain'
import { DownlinkError } from '../connector.ts'
import { downlinkCommand } from './command.ts'
import type { ChirpStackApi } from './grpc.ts'

/** One step: the queue is emptied, where the newest order wins, and filled. Gives ChirpStack's id of the item. */
export async function enqueueOver(api: ChirpStackApi, downlink: AddressedDownlink): Promise<string> {
  if (downlink.expiresAt.getTime() - Date.now() < 1_000) throw new DownlinkError('refused', 'expired')
  // The same refusals as over MQTT.
  downlinkCommand(downlink)
  const { fPort, bytes, confirmed } = downlink.payload as Extract<
    AddressedDownlink['payload'],
    { type: 'frame' }
  >
  const { address: devEui, expiresAt, replaceQueue: flush } = downlink
  try {
    return await api.enqueue({ devEui, fPort, bytes, confirmed, expiresAt, flush })
  } catch (error) {
    const { code, message } = error as ServiceError
    throw new DownlinkError(outcomeOf(code, message), `ChirpStack's API: ${message}`, { cause: error })
  }
}

/** Refused by ChirpStack; certainly not there; or nobody knows, as its answer may be what was lost. */
function outcomeOf(code: number, message: string): DownlinkError['outcome'] {
  if (code === status.INVALID_ARGUMENT || code === status.NOT_FOUND || code === status.FAILED_PRECONDITION)
    return 'refused'
  if (
    code === status.UNAUTHENTICATED ||
    code === status.PERMISSION_DENIED ||
    code === status.RESOURCE_EXHAUSTED
  )
    return 'notSent'
  return code === status.UNAVAILABLE && /ECONNREFUSED|No connection established|resolution/.test(message)
    ? 'notSent'
    : 'unknown'
}
