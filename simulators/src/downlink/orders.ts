import type { ObservedPropertyId } from '@trame/domain'
import { z } from 'zod'

/** What a device was told and obeys: a value until an instant, or for good; null gives it back to its own schedule. */
export const Order = z.object({
  at: z.number(),
  until: z.number().nullable(),
  what: z.string().transform((text) => text as ObservedPropertyId | 'interval'),
  value: z.number().nullable(),
})
export type Order = z.infer<typeof Order>

export interface Span {
  from: number
  to: number
  value: number
}

export interface Orders {
  give(key: string, order: Order): void
  /** What is in force, or undefined: the device does as it would by itself. */
  valueAt(key: string, what: Order['what'], at: number): number | undefined
  /** The stretches of time during which something was in force, up to an instant. */
  spans(key: string, what: Order['what'], until: number): Span[]
  /** Grows with each order for the device. */
  version(key: string): number
}

/** Orders of all devices, over the list that is remembered through a restart. */
export function createOrders(remembered: Record<string, Order[]> = {}): Orders {
  const none: Order[] = []
  const of = (key: string, what: Order['what']) =>
    (remembered[key] ?? none).filter((order) => order.what === what)

  return {
    give(key, order) {
      remembered[key] = [...(remembered[key] ?? none), order].sort((a, b) => a.at - b.at)
    },
    valueAt(key, what, at) {
      const list = remembered[key]
      if (!list) return undefined
      for (let i = list.length - 1; i >= 0; i--) {
        const order = list[i]!
        if (order.what !== what || order.at > at) continue
        return order.value === null || (order.until !== null && at >= order.until) ? undefined : order.value
      }
      return undefined
    },
    spans: (key, what, until) =>
      of(key, what).flatMap(({ at, until: end, value }, index, list) => {
        const to = Math.min(end ?? until, list[index + 1]?.at ?? until, until)
        return value === null || to <= at ? [] : [{ from: at, to, value }]
      }),
    version: (key) => remembered[key]?.length ?? 0,
  }
}
