import type { Member } from '../fleet/member.ts'
import { instant, type Ledger } from '../ledger/ledger.ts'
import type { Api } from '../territory/api.ts'
import { localTime } from '../world/local-time.ts'
import { publishedTours } from './ask.ts'
import type { Tours } from './tours.ts'

const everyMs = 2 * 60_000
const firstAfterMs = 5_000

export interface FollowOptions {
  api: Api
  members: readonly Member[]
  tours: Tours
  ledger: Ledger
  say(line: string): void
}

/** Asks every two minutes, beside the play: a platform that does not answer leaves the crew with what it knows. */
export function followTours({ api, members, tours, ledger, say }: FollowOptions, started: number) {
  const keys = new Map(
    members.filter(({ play }) => play.kind === 'bin').map(({ assetId, key }) => [assetId, key]),
  )
  let due = started + firstAfterMs
  let asking = false

  async function ask(now: number) {
    const published = await publishedTours(api, localTime(now).day, (assetId) => keys.get(assetId))
    for (const { tour, date, step, stops } of tours.hear(published, now)) {
      ledger.note({ kind: 'tour', at: instant(now), tour, date, step, stops })
      say(`tour of ${date} ${step}: ${stops} stops`)
    }
  }

  return {
    /** `now` is the town's time, `realNow` ours. */
    beat(now: number, realNow: number) {
      if (asking || realNow < due || keys.size === 0) return
      asking = true
      due = realNow + everyMs
      void ask(now)
        .catch((error: Error) => say(`tours unknown: ${error.message}`))
        .finally(() => {
          asking = false
        })
    },
  }
}
