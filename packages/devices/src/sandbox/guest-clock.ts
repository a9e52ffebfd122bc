/**
 * QuickJS asks its host for the time and for the local zone. In the worker's realm both are ours: the zone is UTC whatever
 * the server's, and time stands still at the moment the uplink was received, so that a replay decodes to the same values.
 */
export interface GuestClock {
  setTo(timeMs: number): void
  /** True when the guest asked for the time since the last `setTo`. */
  wasRead(): boolean
}

export function takeOverClock(): GuestClock {
  const proto = Date.prototype
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds'] as const) {
    Object.defineProperty(proto, `get${part}`, { value: proto[`getUTC${part}`] })
  }
  Object.defineProperty(proto, 'getTimezoneOffset', { value: () => 0 })

  let timeMs = 0
  let read = false
  Date.now = () => {
    read = true
    return timeMs
  }
  return {
    setTo(time) {
      timeMs = time
      read = false
    },
    wasRead: () => read,
  }
}
