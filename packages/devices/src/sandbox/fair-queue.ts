/** Work waiting per codec, served in turns: a codec with a long queue waits behind one with a short queue. */
export interface FairQueue<K, T> {
  push(key: K, item: T): void
  /** Puts back what was taken, at the front and in order. */
  putBack(key: K, items: readonly T[]): void
  /** Up to `most(key)` items of the next codec in turn; 0 passes it over. */
  next(most: (key: K) => number): { key: K; items: T[] } | undefined
  drain(key?: K): T[]
  size(): number
}

export function createFairQueue<K, T>(): FairQueue<K, T> {
  // Insertion order is the order of turns.
  const lanes = new Map<K, T[]>()
  let size = 0

  return {
    push(key, item) {
      const lane = lanes.get(key)
      if (lane) lane.push(item)
      else lanes.set(key, [item])
      size++
    },

    putBack(key, items) {
      if (items.length === 0) return
      lanes.set(key, [...items, ...(lanes.get(key) ?? [])])
      size += items.length
    },

    next(most) {
      for (const [key, lane] of lanes) {
        const count = Math.min(most(key), lane.length)
        if (count === 0) continue
        lanes.delete(key)
        const rest = lane.slice(count)
        if (rest.length > 0) lanes.set(key, rest)
        size -= count
        return { key, items: lane.slice(0, count) }
      }
      return undefined
    },

    drain(only) {
      const drained: T[] = []
      for (const [key, lane] of lanes) {
        if (only !== undefined && key !== only) continue
        drained.push(...lane)
        lanes.delete(key)
      }
      size -= drained.length
      return drained
    },

    size: () => size,
  }
}
