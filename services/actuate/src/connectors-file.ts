import { readFile } from 'node:fs/promises'
import { type ConnectorConfig, parseConnectorConfig } from '@trame/connectors'

export async function readConnectors(path: string): Promise<ConnectorConfig[]> {
  const list: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!Array.isArray(list)) throw new Error(`${path}: not a list of connectors`)
  return list.map((entry, i) => {
    try {
      return parseConnectorConfig(entry)
    } catch (error) {
      throw new Error(`${path} [${i}]: ${(error as Error).message}`, { cause: error })
    }
  })
}
