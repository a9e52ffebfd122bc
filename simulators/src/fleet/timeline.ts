interface Speaker {
  source: { next(after: number): number }
}

interface Entry<S, A> {
  at: number
  speaker: S
  /** Said once, beside the usual messages: the answer to a downlink. */
  answer?: A
}

/** Who speaks next, in order of time: a binary heap, since a year of a large fleet is tens of millions of messages. */
export function createTimeline<S extends Speaker, A>(
  speakers: readonly S[],
  from: number,
  nextOf: (speaker: S, after: number) => number = (speaker, after) => speaker.source.next(after),
) {
  const heap: Entry<S, A>[] = []
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
  const add = (entry: Entry<S, A>) => {
    heap.push(entry)
    rise(heap.length - 1)
  }
  for (const speaker of speakers) add({ at: nextOf(speaker, from), speaker })
  return {
    add,
    /** The next message up to this instant, or undefined. */
    take(until: number): Entry<S, A> | undefined {
      const first = heap[0]
      if (!first || first.at > until) return undefined
      const taken = { ...first }
      if (first.answer === undefined) first.at = Math.max(first.at + 1, nextOf(first.speaker, first.at))
      else {
        const last = heap.pop()!
        if (heap.length === 0) return taken
        heap[0] = last
      }
      sink()
      return taken
    },
  }
}
