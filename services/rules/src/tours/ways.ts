import { createHash } from 'node:crypto'
import { type Db, keepTravelMatrix, readTravelMatrix, streetState, truckStreets } from '@trame/database'
import type { CollectionSettings } from '@trame/domain'
import type { LonLat, Matrix, PlannedTour } from '@trame/use-cases'
import type { SolverJob } from './job.ts'
import { PlanRefused } from './plan-refused.ts'
import type { Ask } from './routers/ask.ts'
import { ign } from './routers/ign.ts'
import { osrm } from './routers/osrm.ts'
import { type Router, RouterRefused } from './routers/router.ts'
import { valhalla } from './routers/valhalla.ts'

/** Where distances come from: the territory's own streets, or the router that the organisation has named. */
export interface Ways {
  name: CollectionSettings['network']['kind']
  between(places: readonly LonLat[]): Promise<{ matrix: Matrix; job: SolverJob['ways'] }>
  /** Of each route, on the ground. */
  lines(planned: PlannedTour): Promise<[number, number][][]>
}

/** A router's map changes and does not say so. */
const routerMs = 7 * 86_400_000

export interface WaysOptions {
  db: Db
  organisationId: string
  settings: CollectionSettings
  ask: Ask
  now: number
  /** In a thread. */
  matrixOnStreets(job: {
    positions: LonLat[]
    network: Extract<SolverJob['ways'], { network: unknown }>['network']
  }): Promise<Matrix>
}

/** Throws PlanRefused where a router does not answer: nobody plans on guesses without saying so. */
export async function waysOf(options: WaysOptions): Promise<Ways> {
  const { settings, ask } = options
  const { network } = settings
  switch (network.kind) {
    case 'streets':
      return onStreets(options)
    case 'osrm':
      return byRouter(options, osrm(network, ask))
    case 'valhalla':
      return byRouter(options, valhalla(network, ask))
    case 'ign':
      return byRouter(options, ign({ ...network, tips: settings.tips.length }, ask))
  }
}

/** A territory without streets gets distances as the crow flies, times 1.3; the plan says how many. */
async function onStreets({ db, organisationId, matrixOnStreets, now }: WaysOptions): Promise<Ways> {
  const { version } = await streetState(db, organisationId)
  const network = await truckStreets(db, organisationId)
  return {
    name: 'streets',
    async between(places) {
      const matrix = await remembered(db, organisationId, {
        name: `streets ${version}`,
        places,
        since: 0,
        now,
        find: () => matrixOnStreets({ positions: [...places], network }),
      })
      return { matrix, job: { network, matrix } }
    },
    lines: async ({ routes }) => routes.map(({ line }) => line.map(([x, y]): [number, number] => [x, y])),
  }
}

function byRouter({ db, organisationId, settings, now }: WaysOptions, router: Router): Ways {
  const name = settings.network.kind
  return {
    name,
    async between(places) {
      const matrix = await remembered(db, organisationId, {
        name: router.name,
        places,
        since: now - routerMs,
        now,
        find: () => refusing(name, router.matrix(places)),
      })
      return { matrix, job: { matrix } }
    },
    async lines({ routes }) {
      const lines: [number, number][][] = []
      for (const { stops } of routes) {
        // The last of its stops is the depot, from where it also left.
        const places = [stops.at(-1)!, ...stops].map(({ position }) => position)
        lines.push(await refusing(name, router.line(places)))
      }
      return lines
    },
  }
}

export async function refusing<T>(service: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof RouterRefused) throw new PlanRefused(`${service}:${error.code}`)
    throw error
  }
}

/** Found once for the same network and places: the next plan reads it. */
async function remembered(
  db: Db,
  organisationId: string,
  {
    name,
    places,
    since,
    now,
    find,
  }: { name: string; places: readonly LonLat[]; since: number; now: number; find(): Promise<Matrix> },
): Promise<Matrix> {
  const positions = places.map((place) => place.map((degrees) => degrees.toFixed(6)).join()).join(';')
  const key = createHash('sha256').update(`${name}\n${positions}`).digest('hex')
  const known = await readTravelMatrix(db, organisationId, { key, since: new Date(since) })
  if (known) return known
  const matrix = await find()
  await keepTravelMatrix(db, organisationId, { key, at: new Date(now), matrix })
  return matrix
}
