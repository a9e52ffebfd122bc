import type { ContainerRow } from '@trame/database'
import { type CollectionSetup, type Container, forecastFill, type ReplayedContainer } from '@trame/use-cases'
import { secondsOf } from './setup.ts'

const clock = /^([01]\d|2[0-3]):[0-5]\d$/
const timeOf = (value: unknown) => (typeof value === 'string' && clock.test(value) ? secondsOf(value) : null)
const numberOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null)

export function containerOf(
  { id, name, attributes, position, points }: ContainerRow,
  { now, timeZone, serviceS }: { now: number; timeZone: string; serviceS: number },
): Container {
  return {
    id,
    name,
    position,
    capacityM3: numberOf(attributes.capacityM3) ?? 4,
    fill: points.at(-1)?.value ?? null,
    forecast: forecastFill({ points, now, timeZone }),
    serviceS: numberOf(attributes.serviceS) ?? serviceS,
    accessFromS: timeOf(attributes.accessFrom),
    accessUntilS: timeOf(attributes.accessUntil),
  }
}

/** Days of the fixed round, 1 Monday to 7 Sunday, as the attribute writes them: `14`. */
export const roundsOf = (attributes: Record<string, unknown>): number[] =>
  [...String(attributes.rounds ?? '')].map(Number).filter((day) => day >= 1 && day <= 7)

export function replayedOf(
  row: ContainerRow,
  { serviceS }: { serviceS: number; setup: CollectionSetup },
): ReplayedContainer {
  const { forecast, fill, ...container } = containerOf(
    { ...row, points: [] },
    { now: 0, timeZone: 'UTC', serviceS },
  )
  return { ...container, points: row.points, rounds: roundsOf(row.attributes) }
}
