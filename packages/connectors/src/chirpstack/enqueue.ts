import type { ServiceError } from '@grpc/grpc-js'
import type { AddressedDownlink } from '@trame/domain'
import { DownlinkError } from '../connector.ts'
import { downlinkCommand } from './command.ts'
import type { ChirpStackApi } from './grpc.ts'
import { grpcStatus } from './grpc-status.ts'

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
    throw downlinkErrorOf(error)
  }
}

export interface GroupDownlink {
  /** ChirpStack's own id of the multicast group. */
  networkGroupId: string
  /** DevEUIs that must be its members, no more and no less: nobody is told who was not asked for. */
  members: readonly string[]
  fPort: number
  bytes: Uint8Array
  expiresAt: Date
  /** The newest order wins. */
  flush: boolean
}

/** One downlink for all members of a group. Gives its frame counter. Rejects with a DownlinkError. */
export async function enqueueForGroup(
  api: ChirpStackApi,
  { networkGroupId, members, fPort, bytes, expiresAt, flush }: GroupDownlink,
): Promise<number> {
  if (expiresAt.getTime() - Date.now() < 1_000) throw new DownlinkError('refused', 'expired')
  try {
    const known = new Set(await api.groupMembers(networkGroupId))
    const missing = members.filter((devEui) => !known.has(devEui))
    const more = known.size - (members.length - missing.length)
    if (missing.length > 0 || more > 0)
      throw new DownlinkError(
        'refused',
        `group ${networkGroupId} at the network: ${missing.length} members missing (${missing[0] ?? ''}), ${more} too many`,
      )
    if (flush) await api.flushGroup(networkGroupId)
  } catch (error) {
    // Nothing was put into the queue yet.
    if (error instanceof DownlinkError) throw error
    const { outcome, message } = downlinkErrorOf(error)
    throw new DownlinkError(outcome === 'refused' ? 'refused' : 'notSent', message, { cause: error })
  }
  try {
    return await api.enqueueGroup(networkGroupId, { fPort, bytes, expiresAt })
  } catch (error) {
    throw downlinkErrorOf(error)
  }
}

function downlinkErrorOf(error: unknown): DownlinkError {
  const { code, message } = error as ServiceError
  return new DownlinkError(outcomeOf(code, message), `ChirpStack's API: ${message}`, { cause: error })
}

/** Refused by ChirpStack; certainly not there; or nobody knows, as its answer may be what was lost. */
function outcomeOf(code: number, message: string): DownlinkError['outcome'] {
  if (
    code === grpcStatus.INVALID_ARGUMENT ||
    code === grpcStatus.NOT_FOUND ||
    code === grpcStatus.FAILED_PRECONDITION
  )
    return 'refused'
  if (
    code === grpcStatus.UNAUTHENTICATED ||
    code === grpcStatus.PERMISSION_DENIED ||
    code === grpcStatus.RESOURCE_EXHAUSTED
  )
    return 'notSent'
  return code === grpcStatus.UNAVAILABLE && /ECONNREFUSED|No connection established|resolution/.test(message)
    ? 'notSent'
    : 'unknown'
}
