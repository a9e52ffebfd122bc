import { type Ear, familyOf, leakLikelihood, suspected } from '@trame/use-cases'
import { type Course, leakDb, leakFlow, writeCourse } from './course.ts'
import { type Heard, listen } from './hearing.ts'
import { drawNetwork, type PipeNetwork } from './network.ts'

export interface Judgement {
  loggers: number
  loggerNights: number
  leaks: { flow: number; nightsToFind: number | null; heardDb: number }[]
  falseAlarms: number
  falseNights: number
}

/** Nights before which nobody is judged: a baseline has to be learnt. */
const learning = 30
/** What an indicator reads before its period. */
export const windowNights = 60
const bigM3h = 0.5
/** dB over its floor from which a logger may rightly be said to hear a leak. */
const audibleDb = 1

/** One network through its nights: the detector sees what loggers and district meter said, the judge the ledger too. */
export function judgeNetwork(seed: string, nights = 150): Judgement {
  const network = drawNetwork(seed)
  const course = writeCourse(seed, network, nights)
  const heard = listen(seed, network, course)
  const alarms = alarmsOf(network, heard, nights)
  return { ...found(network, course, heard, alarms), ...falselyRaised(course, heard, alarms) }
}

/** By logger and night: is it suspected? Each night is judged by the window that ends with it. */
function alarmsOf(
  { nodes, loggers }: PipeNetwork,
  { loggers: said, flows }: Heard,
  nights: number,
): boolean[][] {
  const ears = loggers.map((node): Omit<Ear, 'nights'> => {
    const [x, y] = nodes[node]!
    return { position: [x / 111_320, y / 110_574] }
  })
  const on = ears.map(() => false)
  const alarms = ears.map(() => Array.from({ length: nights }, () => false))
  for (let night = 0; night < nights; night++) {
    const from = Math.max(0, night + 1 - windowNights)
    const family = familyOf(ears.map((ear, i): Ear => ({ ...ear, nights: said[i]!.slice(from, night + 1) })))
    const flow = flows.slice(from, night + 1)
    for (const i of ears.keys()) {
      // What was not heard changes nothing.
      if (said[i]![night] !== null) {
        const { likelihood } = leakLikelihood(family, i, flow)
        if (likelihood !== null) on[i] = likelihood >= (on[i] ? suspected.clear : suspected.raise)
      }
      alarms[i]![night] = on[i]!
    }
  }
  return alarms
}

const audible = (course: Course, { floors }: Heard, logger: number, night: number, grace: number) =>
  course.leaks.some(
    (leak) =>
      leak.from <= night &&
      night < leak.until + grace &&
      leakDb(leak, Math.min(night, leak.until)) - leak.loss[logger]! > floors[logger]! + audibleDb,
  )

function found(network: PipeNetwork, course: Course, heard: Heard, alarms: boolean[][]) {
  const leaks = course.leaks.flatMap((leak) => {
    let big = leak.from
    while (big < leak.until && leakFlow(leak, big) < bigM3h) big++
    if (big < learning || big + 3 > Math.min(leak.until, course.nights)) return []
    const ears = network.loggers
      .map((_, i) => ({ i, db: leakDb(leak, big) - leak.loss[i]! - heard.floors[i]! }))
      .filter(({ db }) => db > audibleDb)
    let night: number | null = null
    for (let n = leak.from; n < Math.min(leak.until, course.nights) && night === null; n++)
      if (ears.some(({ i }) => alarms[i]![n])) night = n
    return [
      {
        flow: leakFlow(leak, big),
        nightsToFind: night === null ? null : Math.max(1, night - big + 1),
        heardDb: Math.max(Number.NEGATIVE_INFINITY, ...ears.map(({ db }) => db)),
      },
    ]
  })
  return { loggers: network.loggers.length, leaks }
}

function falselyRaised(course: Course, heard: Heard, alarms: boolean[][]) {
  let falseAlarms = 0
  let falseNights = 0
  let loggerNights = 0
  for (const [i, nights] of alarms.entries()) {
    for (let night = learning; night < course.nights; night++) {
      if (heard.loggers[i]![night] === null) continue
      loggerNights++
      // Two nights to see that a repair was done.
      if (!nights[night] || audible(course, heard, i, night, 3)) continue
      falseNights++
      if (!nights[night - 1]) falseAlarms++
    }
  }
  return { falseAlarms, falseNights, loggerNights }
}
