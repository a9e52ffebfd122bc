import { appendFileSync, existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { filesBeside } from '../../simulators/src/config.ts'
import { storyNames } from '../../simulators/src/stories/stories.ts'
import { openLocalFolder } from './local-folder.ts'
import { isAlive, readIdentity } from './process-identity.ts'
import { Advice, main, say } from './say.ts'

const takenWithinMs = 20_000

/**
 * `npm run town -- --story leak-night`: something happens in the town of the running platform. Where none runs, one is
 * started, and the story begins as soon as its history is played.
 */
const { values } = parseArgs({ options: { story: { type: 'string' } }, strict: false })
const story = storyNames.find((name) => name === values.story)
const folder = openLocalFolder()
if (story && !isAlive(readIdentity(folder.file('running.json')))) await import('./start.ts')
else await main(tell)

async function tell() {
  if (!story) throw new Advice(`Usage: npm run town -- --story ${storyNames.join(' | ')}`)
  const inbox = filesBeside(folder.data('simulator.json')).stories
  appendFileSync(inbox, `${story}\n`, { mode: 0o600 })
  const deadline = performance.now() + takenWithinMs
  while (existsSync(inbox)) {
    if (performance.now() > deadline) {
      say(`${story} waits in ${inbox}: the simulator is still playing its history, or does not run`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  say(`${story} has begun; npm start says which devices it touches`)
}
