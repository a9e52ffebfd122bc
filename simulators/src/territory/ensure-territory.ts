import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Memory } from '../fleet/memory.ts'
import type { Api } from './api.ts'
import { type CastList, readCastList } from './cast-list.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Task } from './prepare.ts'
import { isProvisioned } from './provision.ts'

interface Options {
  api: Api
  organisation: string
  devices: number
  file: string
  memory: Memory
  signal: AbortSignal
}

/** The cast, from disk when the same code drew it before; and a platform that knows of it, told only when it does not. */
export async function ensureTerritory({
  api,
  organisation,
  devices,
  file,
  memory,
  signal,
}: Options): Promise<CastList> {
  const fingerprint = fingerprintOf({ organisation, devices })
  const cached = readCastList(file, fingerprint)
  const known = memory.provisioned === fingerprint && (await isProvisioned(api))
  if (cached && known) return cached
  await prepare({ organisation, devices, fingerprint, file, provision: known ? null : api }, signal)
  memory.provisioned = fingerprint
  const drawn = readCastList(file, fingerprint)
  if (!drawn) throw new Error(`the territory was drawn, but is not in ${file}`)
  return drawn
}

async function prepare(task: Task, signal: AbortSignal) {
  const child = fork(new URL('./prepare.ts', import.meta.url), { signal })
  child.send(task)
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the territory could not be prepared (exit code ${code})`)
}
