import type { Member } from './member.ts'

interface Entry {
  at: number
  member: Member
}

/** Who speaks next, in order of time: a binary heap, since a year of a large fleet is tens of millions of messages. */
export function createTimeline(members: readonly Member[], from: number) {
  const heap: Entry[] = []
  const swap = (a: number, b: number) => {
    const kept = heap[a]!
    heap[a] = heap[b]!
    heap[b] = kept
  }
  const rise = (start: number) => {
    for (let i = start; i > 0; ) {
      const parent = (i - 1) >> 1
      if (heap[parent]!.at <= heap[i]!.at) return
      swap(i, parent)
      i = parent
    }
  }
  const sink = () => {
    for (let i = 0; ; ) {
      const left = 2 * i + 1
      if (left >= heap.length) return
      const right = left + 1
      const least = right < heap.length && heap[right]!.at < heap[left]!.at ? right : left
      if (heap[i]!.at <= heap[least]!.at) return
      swap(i, least)
      i = least
    }
  }
  for (const member of members) {
    heap.push({ at: member.source.next(from), member })
    rise(heap.length - 1)
  }
  return {
    /** The next message up to this instant, or undefined. */
    take(until: number): Entry | undefined {
      const first = heap[0]
      if (!first || first.at > until) return undefined
      const taken = { ...first }
      first.at = Math.max(first.at + 1, first.member.source.next(first.at))
      sink()
      return taken
    },
  }
}
