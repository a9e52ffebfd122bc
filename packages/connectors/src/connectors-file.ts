import { readFile } from 'node:fs/promises'
import { type ConnectorConfig, parseConnectorConfig } from './create-connector.ts'

/** The connectors of an installation (JSON list, CONNECTORS_FILE). Throws one error with the faults of all connectors. */
export async function readConnectors(path: string): Promise<ConnectorConfig[]> {
  const list: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!Array.isArray(list)) throw new Error(`${path}: not a list of connectors`)
  const faults: string[] = []
  const configs = list.flatMap((entry, i) => {
    try {
      return [parseConnectorConfig(entry)]
    } catch (error) {
      faults.push(`  [${i}] ${(error as Error).message}`)
      return []
    }
  })
  for (const [i, { id }] of configs.entries()) {
    if (configs.findIndex((other) => other.id === id) !== i) faults.push(`  ${id}: twice in the list`)
  }
  if (faults.length > 0) throw new Error(`${path}:\n${faults.join('\n')}`)
  return configs
}
