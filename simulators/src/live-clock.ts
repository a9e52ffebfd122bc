/** Simulated time of a live run: real time, or as many times faster from an instant in the past until it has caught up. */
export function liveClock({ from, speed, since }: { from: number; speed: number; since: number }) {
  return (now: number) => (speed === 1 && from >= since ? now : Math.min(now, from + (now - since) * speed))
}
