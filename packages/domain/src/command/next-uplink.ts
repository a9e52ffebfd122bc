export interface Reachability {
  network: 'lorawan' | 'mqtt'
  /** LoRaWAN class; null when nobody has said, and then it is taken for A. */
  downlinkClass: 'A' | 'B' | 'C' | null
  lastUplinkAt: number | null
  expectedIntervalMs: number
}

/** LoRaWAN 1.0.4 §3: a class A device listens only after its own uplinks. Null: it listens now. */
export function nextUplinkAt(device: Reachability, now: number): number | null {
  if (device.network === 'mqtt' || device.downlinkClass === 'B' || device.downlinkClass === 'C') return null
  const { lastUplinkAt, expectedIntervalMs } = device
  if (lastUplinkAt === null || lastUplinkAt > now) return now + expectedIntervalMs
  // Uplinks that were missed do not move the rhythm of those to come.
  return lastUplinkAt + (Math.floor((now - lastUplinkAt) / expectedIntervalMs) + 1) * expectedIntervalMs
}

/** Long enough for two uplinks, of which one may be lost. */
export function defaultExpiry(device: Reachability, kindExpiryMs: number, now: number): number {
  const next = nextUplinkAt(device, now)
  return next === null
    ? now + kindExpiryMs
    : Math.max(now + kindExpiryMs, next + 1.5 * device.expectedIntervalMs)
}

/**
 * How long one way back to the safe state is trusted to arrive. After it the watchdog makes another one: a frame that was
 * lost on the air must not keep a lamp dark until the next day.
 */
export const restoreForMs = (device: Omit<Reachability, 'lastUplinkAt'>): number =>
  nextUplinkAt({ ...device, lastUplinkAt: null }, 0) === null
    ? 600_000
    : 600_000 + 2.5 * device.expectedIntervalMs
