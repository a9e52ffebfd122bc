import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openSecrets } from '../local/secrets.ts'
import { writeContainerSecrets } from './container-secrets.ts'

/** `node infra/docker/write-secrets.ts <folder>`: makes what is missing, changes nothing that is there. */
const folder = path.resolve(process.argv[2] ?? '.local/docker')
mkdirSync(folder, { recursive: true, mode: 0o700 })
writeContainerSecrets(folder, openSecrets(path.join(folder, 'secrets.json')))
