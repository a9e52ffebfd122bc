import type { ChannelReading } from '@trame/domain'
import { parseJson } from '../json.ts'
import { type TopicPattern, topicPattern } from '../topic-pattern.ts'
import type { Mapping } from './config.ts'
import { deviceTime } from './device-time.ts'
import { jsonPath } from './json-path.ts'
import type { ReadTelemetry } from './telemetry.ts'

/** A mapping of the configuration, compiled once. */
export interface CompiledMapping {
  pattern: TopicPattern
  address: TopicPattern
  command: TopicPattern | null
  /** The address of the device that speaks on this topic; null when the topic is not the mapping's. */
  addressOf(topic: string): string | null
  /** Throws on what cannot be read. */
  read(payload: Buffer): ReadTelemetry
}

export function compileMapping(mapping: Mapping): CompiledMapping {
  const pattern = topicPattern(mapping.pattern)!
  const address = topicPattern(mapping.address)!
  const time = mapping.time === undefined ? null : jsonPath(mapping.time)
  const seq = mapping.seq === undefined ? null : jsonPath(mapping.seq)
  const sources = Object.entries(mapping.channels).map(([channel, source]) => {
    const { path, unit, values } = typeof source === 'string' ? { path: source } : source
    return {
      channel,
      read: jsonPath(path)!,
      unit,
      values: values && new Map(Object.entries(values)),
      root: path === '$',
    }
  })
  const mayBeText = sources.some(({ root }) => root)
  return {
    pattern,
    address,
    command: mapping.command === undefined ? null : topicPattern(mapping.command)!,
    addressOf(topic) {
      const values = pattern.match(topic)
      return values && address.fill(named(pattern, values))
    },
    read(payload) {
      const document = mayBeText ? jsonOrText(payload) : parseJson(payload)
      const readings: ChannelReading[] = []
      for (const { channel, read, unit, values } of sources) {
        const raw = read(document)
        if (raw === undefined || raw === null) continue
        const value = numberOf(raw, values)
        if (value === undefined) throw new SyntaxError(`${channel}: not a number`)
        readings.push(unit === undefined ? { channel, value } : { channel, value, unit })
      }
      if (readings.length === 0) throw new SyntaxError('none of the mapped values is in the message')
      const counted = seq?.(document)
      return {
        readings,
        time: time ? deviceTime(time(document)) : undefined,
        seq: typeof counted === 'number' && Number.isSafeInteger(counted) ? counted : undefined,
      }
    },
  }
}

export function named(pattern: TopicPattern, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(pattern.holes.map((name, i) => [name, values[i]!]))
}

/** `ON`, `OPEN`: a message that is one bare word is no JSON, but a text all the same. */
function jsonOrText(payload: Buffer): unknown {
  try {
    return parseJson(payload)
  } catch (error) {
    const text = payload.length <= 256 ? payload.toString('utf8').trim() : ''
    if (/^[\p{L}\p{N} _.,:+-]+$/u.test(text)) return text
    throw error
  }
}

function numberOf(raw: unknown, values: ReadonlyMap<string, number> | undefined): number | undefined {
  const named = values?.get(String(raw))
  if (named !== undefined) return named
  if (typeof raw === 'boolean') return raw ? 1 : 0
  const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
