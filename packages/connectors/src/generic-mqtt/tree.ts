import type { DeviceEvent, DownlinkEvent } from '@trame/domain'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import { deviceTime } from './device-time.ts'

/**
 * Our own topics: `trame/v1/{organisation}/{device}/` and then, from the device, `telemetry`, `state` (retained),
 * `availability` (retained, with `offline` as its will), `cmd/{id}/ack`; from the platform, `cmd`.
 */
const topic =
  /^trame\/v1\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/(?:(telemetry|state|availability)|cmd\/([\w-]{1,64})\/ack)$/

export type TreeTopic = { address: string } & (
  | { about: 'telemetry' | 'state' | 'availability' }
  | { about: 'acknowledgement'; id: string }
)

const mostRemembered = 100_000
const remembered = new Map<string, TreeTopic>()

/** A device speaks on the same topics all its life; what it acknowledges has a topic of its own each time. */
export function treeTopic(text: string): TreeTopic | null {
  const known = remembered.get(text)
  if (known) return known
  const read = readTreeTopic(text)
  if (read === null || read.about === 'acknowledgement') return read
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(text, read)
  return read
}

function readTreeTopic(text: string): TreeTopic | null {
  const found = topic.exec(text)
  if (!found) return null
  const address = `${found[1]}/${found[2]}`
  return found[4] === undefined
    ? { address, about: found[3] as 'telemetry' | 'state' | 'availability' }
    : { address, about: 'acknowledgement', id: found[4] }
}

export function treeFilters(organisation: string): string[] {
  const device = `trame/v1/${organisation === '*' ? '+' : organisation}/+`
  return ['telemetry', 'state', 'availability', 'cmd/+/ack'].map((last) => `${device}/${last}`)
}

interface Base {
  connectorId: string
  receivedAt: Date
  address: string
}

const Acknowledgement = z.object({
  ok: z.boolean(),
  detail: z.string().max(500).nullish(),
  t: z.union([z.string(), z.number()]).nullish(),
})

/** `{"ok":true}`, or `{"ok":false,"detail":"valve blocked"}`. Whose command it is, is for the command's owner to check. */
export function acknowledgementEvent(base: Base, id: string, payload: Buffer): DownlinkEvent {
  const { ok, detail, t } = Acknowledgement.parse(parseJson(payload))
  return {
    kind: ok ? 'downlinkAcknowledged' : 'downlinkFailed',
    ...base,
    network: 'mqtt',
    observedAt: deviceTime(t) ?? base.receivedAt,
    queueItemId: id,
    ...(detail && { detail }),
  }
}

export function availabilityEvent(base: Base, payload: Buffer): DeviceEvent {
  const text = payload.toString('latin1')
  if (text !== 'online' && text !== 'offline') throw new SyntaxError('neither online nor offline')
  return {
    kind: 'availability',
    ...base,
    network: 'mqtt',
    observedAt: base.receivedAt,
    detail: { type: 'availability', online: text === 'online' },
  }
}
