import type { InvalidEvent, NetworkEvent } from '@trame/domain'
import type { z } from 'zod'
import { parseJson } from '../json.ts'
import type { TopicPattern } from '../topic-pattern.ts'
import { type EventName, ignoredEvents, messages } from './messages.ts'
import { otherEventOf } from './other-events.ts'
import { isPlainUp } from './plain-up.ts'
import { readProtobuf } from './protobuf.ts'
import { uplinkOf } from './uplink.ts'

interface Reading {
  connectorId: string
  receivedAt: Date
  topic: string
  payload: Buffer
}

/** An event of a device, and the application that it belongs to (a command's topic names it). */
export interface ReadEvent {
  event: NetworkEvent | null
  applicationId?: string | undefined
}

const openingBrace = 0x7b

export function eventReader(pattern: TopicPattern): (reading: Reading) => ReadEvent {
  const eventHole = pattern.holes.indexOf('event')
  const devEuiHole = pattern.holes.indexOf('dev_eui')
  const applicationHole = pattern.holes.indexOf('application_id')
  return (reading) => {
    const values = pattern.match(reading.topic)
    if (!values) return { event: invalid(reading, 'topic_unknown', 'not the topic of an event') }
    const name = values[eventHole]!
    if (ignoredEvents.has(name)) return { event: null }
    if (!isEventName(name)) return { event: invalid(reading, 'topic_unknown', `event "${name}" is unknown`) }
    const devEui = values[devEuiHole]!.toLowerCase()
    try {
      const { connectorId, receivedAt, payload } = reading
      const message = messageOf(name, wireOf(name, payload))
      if (message.deviceInfo.devEui.toLowerCase() !== devEui)
        throw new SyntaxError('deviceInfo.devEui is not the one of the topic')
      const event =
        name === 'up'
          ? uplinkOf(message, connectorId, receivedAt)
          : otherEventOf(name, message as never, connectorId, receivedAt)
      return { event, applicationId: values[applicationHole] ?? message.deviceInfo.applicationId }
    } catch (error) {
      return { event: invalid(reading, 'message_malformed', (error as Error).message, devEui) }
    }
  }
}

function messageOf(name: EventName, wire: unknown) {
  if (name === 'up' && isPlainUp(wire)) return wire
  const parsed = messages[name].safeParse(wire)
  if (!parsed.success) throw new SyntaxError(firstIssue(parsed.error))
  return parsed.data
}

const isEventName = (name: string): name is EventName => Object.hasOwn(messages, name)

/** `json` is a switch of the whole server. A protobuf message of these never starts with a brace (field 15, group). */
function wireOf(name: EventName, payload: Buffer): unknown {
  if (payload.length === 0) throw new SyntaxError('empty')
  return payload[0] === openingBrace ? parseJson(payload) : readProtobuf(name, payload)
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]!
  return `${issue.path.join('.')}: ${issue.message}`
}

function invalid(
  { connectorId, receivedAt, topic, payload }: Reading,
  code: InvalidEvent['code'],
  detail: string,
  devEui?: string,
): InvalidEvent {
  const event: InvalidEvent = {
    kind: 'invalid',
    connectorId,
    receivedAt,
    code,
    topic,
    bytes: payload,
    detail,
  }
  if (devEui && /^[0-9a-f]{16}$/.test(devEui)) {
    event.network = 'lorawan'
    event.address = devEui
  }
  return event
}
