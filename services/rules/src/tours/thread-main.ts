import { parentPort, workerData } from 'node:worker_threads'
import {
  type Chosen,
  partOfRouting,
  planTour,
  presentTour,
  replayWeeks,
  routeOnStreets,
  type Solution,
  type StreetRouting,
} from '@trame/use-cases'
import type { SolverAnswer, SolverJob } from './job.ts'

/** A thread that solves one job and ends. */
const job = workerData as SolverJob
const { setup, places, work } = job
const cancelled = () => Atomics.load(new Int32Array(job.cancel), 0) === 1
const clock = () => performance.now()
const answer = (message: SolverAnswer) => parentPort!.postMessage(message)

function routingOfAll(): StreetRouting {
  const { matrix } = job.ways
  if ('network' in job.ways)
    return routeOnStreets(job.ways.network, places.positions, job.ways.matrix ?? undefined)
  return { matrix: () => matrix!, line: (a, b) => [places.positions[a]!, places.positions[b]!] }
}
const all = routingOfAll()
const numberOf = new Map(places.ids.map((id, i) => [id, i]))
const tips = setup.tips.map((_, i) => places.ids.length + i)

/** `places` of the job are the depot (first id), containers, then the tips, which have none. */
const waysOf = (ids: readonly string[]) =>
  partOfRouting(all, [0, ...ids.map((id) => numberOf.get(id)!), ...tips])
const plan = (chosen: readonly Chosen[], seed: number, limitMs: number, progress: (share: number) => void) =>
  planTour(chosen, setup, waysOf(chosen.map(({ container }) => container.id)), {
    seed,
    limitMs,
    clock,
    cancelled,
    onProgress: ({ share }) => progress(share),
  })

const show = (chosen: readonly Chosen[], solution: Solution) =>
  presentTour(chosen, setup, waysOf(chosen.map(({ container }) => container.id)), solution)

if (work.kind === 'matrix') answer({ kind: 'matrix', matrix: all.matrix() })
else if (work.kind === 'day' && work.solved) {
  const { chosen, fixed, solved } = work
  answer({
    kind: 'day',
    tour: show(chosen, solved.tour),
    fixed: fixed && solved.fixed && show(fixed, solved.fixed),
  })
} else if (work.kind === 'day') {
  const limitMs = work.seconds * 1000
  const { fixed, seed } = work
  const share = fixed ? 0.75 : 1
  const tour = plan(work.chosen, seed, limitMs * share, (done) =>
    answer({ kind: 'progress', share: done * share }),
  )
  const compared =
    fixed &&
    plan(fixed, seed, limitMs * (1 - share), (done) =>
      answer({ kind: 'progress', share: share + done * (1 - share) }),
    )
  answer({ kind: 'day', tour, fixed: compared })
} else {
  const ids = new Map(places.positions.map((position, i) => [position.join(), i]))
  const { kind: _, secondsADay, ...weeks } = work
  const found = replayWeeks({
    ...weeks,
    setup,
    routingOf: (some) =>
      partOfRouting(
        all,
        some.map((position) => ids.get(position.join())!),
      ),
    solving: { limitMs: secondsADay * 1000, clock, cancelled },
    onProgress: (share) => answer({ kind: 'progress', share }),
  })
  answer({ kind: 'replay', ...found })
}
