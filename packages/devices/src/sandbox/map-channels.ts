import type { Reading } from '../define-device.ts'

/** One line of an uploaded model: where its decoded object holds a value, and how to bring it to the property's unit. */
export interface ChannelMapping {
  name: string
  /** `temperature`, `channels[0].value`, `air.co2`. */
  path: string
  scale?: number
  offset?: number
}

export interface MappedChannels {
  readings: Reading[]
  /** What the path led to and is no value. A path that leads nowhere is no fault: few frames carry every channel. */
  refused: { name: string; path: string; found: string }[]
}

export function mapChannels(data: unknown, channels: readonly ChannelMapping[]): MappedChannels {
  const readings: Reading[] = []
  const refused: MappedChannels['refused'] = []
  for (const { name, path, scale = 1, offset = 0 } of channels) {
    const found = valueAt(data, path)
    if (found === undefined || found === null) continue
    const series = Array.isArray(found) ? found.map(timedValue) : [plainValue(found)]
    if (series.length > 0 && series.every((point) => point !== undefined)) {
      for (const { value, at } of series) {
        readings.push({ channel: name, value: value * scale + offset, ...(at && { at }) })
      }
    } else refused.push({ name, path, found: kindOf(found) })
  }
  return { readings, refused }
}

interface Point {
  value: number
  at?: Date
}

function plainValue(found: unknown): Point | undefined {
  if (typeof found === 'boolean') return { value: found ? 1 : 0 }
  // A numeric text is refused: nobody can tell '1,234' or '12.5 V' from a value.
  return typeof found === 'number' && Number.isFinite(found) ? { value: found } : undefined
}

/** Loggers give lists of `{ time, value }`; the time is ISO text, or seconds or milliseconds since 1970. */
function timedValue(found: unknown): Point | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  const { value, time, timestamp } = found as { value?: unknown; time?: unknown; timestamp?: unknown }
  const point = plainValue(value)
  const at = timeOf(time ?? timestamp)
  return point && at && { ...point, at }
}

function timeOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  // 1e11 seconds lie in the year 5138, 1e11 milliseconds in 1973.
  const date = new Date(typeof value === 'number' && value < 1e11 ? value * 1000 : value)
  return Number.isFinite(date.getTime()) ? date : undefined
}

/** Own members only: a path can't reach `__proto__` or `constructor`. */
function valueAt(data: unknown, path: string): unknown {
  let value = data
  for (const key of path.split(/[.[\]]/)) {
    if (key === '') continue
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'no finite number' : `an ${typeof value}`
}
