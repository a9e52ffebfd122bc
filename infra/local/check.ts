import { main, say } from './say.ts'
import { staticSteps, step } from './step.ts'

/** `npm run check -- <filter>`: what needs no server, while one writes. The first fault ends it. */
await main(async () => {
  const unit: [string, string[]] = [
    'unit tests',
    ['vitest', 'run', '--project', 'unit', ...process.argv.slice(2)],
  ]
  for (const [name, command] of [...staticSteps, unit]) {
    if (await step(name, command)) continue
    if (command[0] === 'biome') say('`npm run format` mends what it can')
    process.exit(1)
  }
})
