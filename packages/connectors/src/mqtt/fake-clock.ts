import type { Clock } from './clock.ts'

/** For tests: time passes only when told to. */
export interface FakeClock extends Clock {
  advance(ms: number): void
  waiting(): number
}

export function fakeClock(start = Date.UTC(2026, 10, 2, 6)): FakeClock {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((other) => other !== next)
        now = next.at
        next.run()
      }
      now = until
    },
    waiting: () => timers.length,
  }
}
