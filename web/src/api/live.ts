import { LiveEvent, type LiveValue } from '@trame/domain'
import { useSyncExternalStore } from 'react'
import { mergeLive } from './live-merge.ts'
import { queryClient } from './query-client.ts'

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'off'

/** One stream a tab. Values are kept by series; pages read them through `useLiveValues` and listeners hear each batch. */
let state: LiveState = 'off'
let lastAt = 0
let values: Map<number, LiveValue> = new Map()
let source: EventSource | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let alertsTimer: ReturnType<typeof setTimeout> | undefined

const watchers = new Set<() => void>()
const listeners = new Set<(batch: readonly LiveValue[]) => void>()

function set(next: Partial<{ state: LiveState; lastAt: number; values: Map<number, LiveValue> }>) {
  state = next.state ?? state
  lastAt = next.lastAt ?? lastAt
  values = next.values ?? values
  for (const watcher of watchers) watcher()
}

function onMessage(event: MessageEvent<string>) {
  const parsed = LiveEvent.safeParse(JSON.parse(event.data))
  if (!parsed.success) return
  const now = Date.now()
  if (parsed.data.type === 'values') {
    const batch = parsed.data.values
    set({ state: 'live', lastAt: now, values: mergeLive(values, batch) })
    for (const listener of listeners) listener(batch)
  } else if (parsed.data.type === 'reset') {
    set({ state: 'live', lastAt: now, values: new Map() })
    void queryClient.invalidateQueries()
  } else set({ state: 'live', lastAt: now })
}

/**
 * A dropped connection is taken up again by the browser, with Last-Event-ID. An HTTP error (a proxy while the server
 * restarts) closes an EventSource for good: that one is opened anew.
 */
export function openLive(): () => void {
  closeLive()
  set({ state: 'connecting' })
  connect()
  return closeLive
}

function connect() {
  source = new EventSource('/api/v1/live')
  for (const name of ['values', 'reset', 'heartbeat']) source.addEventListener(name, onMessage)
  source.addEventListener('alerts', onAlerts)
  source.onopen = () => set({ state: 'live', lastAt: Date.now() })
  source.onerror = () => {
    set({ state: 'reconnecting' })
    if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, 5_000)
  }
}

/** Many alerts may change at once (a gateway falls silent): the lists are asked for again once a second at most. */
function onAlerts() {
  set({ state: 'live', lastAt: Date.now() })
  alertsTimer ??= setTimeout(() => {
    alertsTimer = undefined
    void queryClient.invalidateQueries({ queryKey: ['alerts'] })
    void queryClient.invalidateQueries({ queryKey: ['incidents'] })
  }, 1_000)
}

function closeLive() {
  clearTimeout(alertsTimer)
  alertsTimer = undefined
  clearTimeout(retry)
  source?.close()
  source = null
  set({ state: 'off', values: new Map() })
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const useLiveState = () => useSyncExternalStore(watch, () => state)
export const useLastLive = () => useSyncExternalStore(watch, () => lastAt)
export const useLiveValues = () => useSyncExternalStore(watch, () => values)

/** For what draws outside React (the map): called with each batch as it arrives. */
export function onLiveBatch(listener: (batch: readonly LiveValue[]) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
