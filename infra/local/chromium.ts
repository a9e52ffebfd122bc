import { spawnSync } from 'node:child_process'
import { aptInstall } from './debian-root.ts'
import { onPath } from './run-command.ts'
import { Advice } from './say.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The browser of the end-to-end tests; they read its path from CHROMIUM. */
export async function ensureChromium(): Promise<string> {
  const given = process.env.CHROMIUM
  if (given) return given
  const found = names.find(works)
  if (found) return pathOf(found)
  if (process.getuid?.() !== 0)
    throw new Advice('The end-to-end tests need Chromium: install it, or set CHROMIUM.')
  await aptInstall(['chromium', 'fonts-dejavu-core'])
  if (!works('chromium'))
    throw new Advice('Chromium was installed but does not run. Set CHROMIUM to one that does.')
  return pathOf('chromium')
}

/** Ubuntu's package `chromium-browser` is a script that only asks for a snap: being there is not enough. */
function works(name: string) {
  return onPath(name) && spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0
}

function pathOf(name: string) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).stdout.trim()
}
