import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** What one running platform keeps: its data, secrets, ports, logs. `.local` in the clone unless a test says otherwise. */
export interface LocalFolder {
  path: string
  data(name: string): string
  log(name: string): string
  file(name: string): string
}

export function openLocalFolder(folder = path.join(repository, '.local')): LocalFolder {
  for (const name of ['data', 'logs']) mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 })
  return {
    path: folder,
    data: (name) => path.join(folder, 'data', name),
    log: (name) => path.join(folder, 'logs', `${name}.log`),
    file: (name) => path.join(folder, name),
  }
}
