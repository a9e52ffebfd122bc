import { AlertDetail, IncidentDetail } from '@trame/domain'
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { type AlertAct, actOnAlert, agentAlertKey, tickStep } from '../api/alerts.ts'
import { ApiError } from '../api/client.ts'
import { agentIncidentKey, tickIncidentStep } from '../api/incidents.ts'
import { queryClient } from '../api/query-client.ts'
import { reportStop } from '../api/tours.ts'
import { toastFailure } from '../ui/toast.ts'
import { errorSentence } from '../ui/use-error-sentence.ts'
import { flushInOrder, type ReportAct, type TickAct, type Waiting } from './flush.ts'
import { allOf, drop, put } from './idb.ts'

/** What the agent did and the server has not yet: kept in IndexedDB, so a closed page or an empty battery loses nothing. */
let items: readonly Waiting[] = []
let sending = false
const watchers = new Set<() => void>()

function set(next: readonly Waiting[]) {
  items = next
  for (const watcher of watchers) watcher()
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
export const useOutbox = () => useSyncExternalStore(watch, () => items)

/** Every act goes through here, with or without a network: what is on screen is what is on its way. */
export const act = (alertId: string, title: string, what: AlertAct) => add(alertId, title, what)
export const tickAct = (alertId: string, title: string, what: TickAct) =>
  add(what.incidentId ?? alertId, title, what)
export const reportAct = (title: string, what: ReportAct) => add(what.stopId, title, what)

async function add(alertId: string, title: string, what: Waiting['act']) {
  const item: Waiting = {
    id: crypto.randomUUID(),
    alertId,
    title,
    act: what,
    at: new Date().toISOString(),
    refused: null,
  }
  // On screen before it is on the disk, which may be slow: a tick does not jump back and forth.
  set([...items, item])
  try {
    await put('outbox', item.id, item)
  } finally {
    await flushOutbox()
  }
}

export async function flushOutbox() {
  if (sending || items.length === 0) return
  sending = true
  try {
    await flushInOrder({
      waiting: () => items,
      send,
      offline: (error) => error instanceof ApiError && (error.status === 0 || error.status === 503),
      sent: ({ id }) => forget(id),
      refused,
    })
  } finally {
    sending = false
    void queryClient.invalidateQueries({ queryKey: ['alerts'] })
    void queryClient.invalidateQueries({ queryKey: ['incidents'] })
    void queryClient.invalidateQueries({ queryKey: ['tours'] })
  }
}

/**
 * What the platform answers stands on screen before the item goes: nothing jumps back in between. An answer that this page
 * cannot read (an older page is installed) is no refusal: what was done is done.
 */
async function send({ alertId, act: what, at }: Waiting): Promise<void> {
  if (what.do === 'report') {
    await reportStop(what.tourId, what.stopId, what.report)
    return
  }
  if (what.do === 'tick' && what.incidentId !== undefined) {
    const answer = await tickIncidentStep(what.incidentId, what.stepId, { done: what.done, at })
    const { data } = IncidentDetail.safeParse(answer)
    if (data) queryClient.setQueryData<IncidentDetail>(agentIncidentKey(data.id), data)
    return
  }
  const answer =
    what.do === 'tick'
      ? await tickStep(alertId, what.stepId, { done: what.done, at })
      : await actOnAlert(alertId, what)
  const { data } = AlertDetail.partial().safeParse(answer)
  queryClient.setQueryData<AlertDetail>(agentAlertKey(alertId), (known) =>
    known && data ? Object.assign({ ...known }, data) : known,
  )
}

/** A refused tick is undone and told; whatever else was refused stays, to be tried again or given up. */
async function refused(item: Waiting, error: unknown): Promise<void> {
  if (item.act.do === 'tick') {
    const why = errorSentence(error, i18next.t, i18next.language)
    toastFailure(i18next.t('agent.tickRefused', { step: item.act.text, why }))
    await forget(item.id)
    return
  }
  const kept = { ...item, refused: error instanceof ApiError ? error.code : 'unexpected' }
  await put('outbox', item.id, kept)
  set(items.map((each) => (each.id === item.id ? kept : each)))
}

export async function forget(id: string) {
  await drop('outbox', id)
  set(items.filter((item) => item.id !== id))
}

export async function retry(id: string) {
  set(items.map((item) => (item.id === id ? { ...item, refused: null } : item)))
  await flushOutbox()
}

/** Reads what was left, and tries again whenever the network or the person comes back. */
export function openOutbox(): () => void {
  void allOf<Waiting>('outbox').then((kept) => {
    set(kept.toSorted((a, b) => a.at.localeCompare(b.at)))
    return flushOutbox()
  })
  const again = () => {
    if (document.visibilityState === 'visible') void flushOutbox()
  }
  window.addEventListener('online', again)
  document.addEventListener('visibilitychange', again)
  return () => {
    window.removeEventListener('online', again)
    document.removeEventListener('visibilitychange', again)
  }
}
