import { rmSync } from 'node:fs'
import type { ChirpStackAccess } from './connectors-file.ts'
import { openLocalFolder } from './local-folder.ts'
import { type Platform, startPlatform } from './platform.ts'
import { testFolder } from './test-folder.ts'

/**
 * The whole platform as `npm start` runs it, in a folder and with servers of its own: for end-to-end tests. Its
 * roles' passwords and database would otherwise be those of the other tests of the run.
 */
export async function testPlatform({
  simulator = ['--devices', '60', '--history', '1'],
  web = true,
  chirpStack,
}: {
  simulator?: string[] | null
  web?: boolean
  chirpStack?: ChirpStackAccess
} = {}): Promise<Platform & { logs: string }> {
  const folder = openLocalFolder(testFolder())
  const forget = () => rmSync(folder.path, { recursive: true, force: true })
  try {
    const platform = await startPlatform({ folder, simulator, web, ownServers: true, chirpStack })
    const stop = () => platform.stop().finally(forget)
    return { ...platform, logs: `${folder.path}/logs`, stop }
  } catch (fault) {
    forget()
    throw fault
  }
}
