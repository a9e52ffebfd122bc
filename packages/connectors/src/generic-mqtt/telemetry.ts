import { type ChannelReading, signCode } from '@trame/domain'
import { z } from 'zod'
import { deviceTime } from './device-time.ts'

/**
 * `{"t":"2026-11-02T06:15:00Z","m":{"air.temperature":{"v":7.4,"u":"Cel"},"bin.fill":40},"seq":812}`, or a list of
 * such with a time each. The values are read by hand below: they are the hot part.
 */
const Telemetry = z.object({
  t: z.union([z.string(), z.number()]).nullish(),
  m: z.custom<Record<string, unknown>>(
    (m) => typeof m === 'object' && m !== null && !Array.isArray(m),
    'an object',
  ),
  seq: z.int().min(0).nullish(),
})
const Batch = z.array(Telemetry).min(1).max(10_000)

/** What the schema takes as it is, at a tenth of its cost; whatever this does not take, the schema judges and words. */
function isTelemetry(document: unknown): document is z.infer<typeof Telemetry> {
  if (typeof document !== 'object' || document === null) return false
  const { t, m, seq } = document as Record<string, unknown>
  return (
    (typeof t === 'number' ? Number.isFinite(t) : typeof t === 'string' || t === undefined) &&
    typeof m === 'object' &&
    m !== null &&
    !Array.isArray(m) &&
    (seq === undefined || (Number.isSafeInteger(seq) && (seq as number) >= 0))
  )
}

const channelName = /^[A-Za-z][\w.]{0,63}$/

export interface ReadTelemetry {
  readings: ChannelReading[]
  time: Date | undefined
  seq: number | undefined
}

/** Throws on what is not telemetry. */
export function readTelemetry(document: unknown): ReadTelemetry {
  const readings: ChannelReading[] = []
  if (!Array.isArray(document)) {
    const { t, m, seq } = isTelemetry(document) ? document : parsed(Telemetry, document)
    take(m, undefined, readings)
    return { readings, time: deviceTime(t), seq: seq ?? undefined }
  }
  let latest: Date | undefined
  let lastSeq: number | undefined
  for (const { t, m, seq } of parsed(Batch, document)) {
    const time = deviceTime(t)
    // Several values of one channel without their times would all stand at one instant, and only one be kept.
    if (!time) throw new SyntaxError('in a list, every entry needs its time t, with a zone')
    take(m, time, readings)
    if (!latest || time > latest) latest = time
    lastSeq = seq ?? lastSeq
  }
  return { readings, time: latest, seq: lastSeq }
}

function take(m: Record<string, unknown>, observedAt: Date | undefined, readings: ChannelReading[]): void {
  for (const channel of Object.keys(m)) {
    if (!channelName.test(channel))
      throw new SyntaxError(`m: "${channel.slice(0, 40)}" is not a channel's name`)
    const entry = m[channel]
    let value = entry
    let unit: unknown
    if (typeof entry === 'object' && entry !== null) {
      value = (entry as Record<string, unknown>).v
      unit = (entry as Record<string, unknown>).u
    }
    if (typeof value === 'boolean') value = value ? 1 : 0
    // A sign says what it shows in letters; its series holds the code of that text.
    else if (typeof value === 'string' && channel === 'sign.shown' && value.length <= 64)
      value = signCode(value)
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new SyntaxError(`m.${channel}: not a finite number`)
    const reading: ChannelReading = { channel, value }
    if (unit !== undefined && unit !== null) {
      if (typeof unit !== 'string') throw new SyntaxError(`m.${channel}.u: not a text`)
      reading.unit = unit
    }
    if (observedAt) reading.observedAt = observedAt
    readings.push(reading)
  }
}

function parsed<T extends z.ZodType>(schema: T, document: unknown): z.infer<T> {
  const result = schema.safeParse(document)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  throw new SyntaxError(`${issue.path.join('.')}: ${issue.message}`)
}
