import { gaussian, type Random, randomFor } from '../random.ts'
import { lossDb, lossesFrom, type PipeNetwork } from './network.ts'

/** The truth: what happens in a network, night by night. No detector reads it. */
export interface Leak {
  id: number
  from: number
  /** Night of the repair; it is silent from then on. */
  until: number
  /** m3/h at first, and how it grows in a week. */
  flow: number
  growth: number
  /** dB at the hole at first, and what a week adds. */
  sourceDb: number
  risingDb: number
  /** dB that are lost on the way to each logger, in the network's order. */
  loss: readonly number[]
}

/** Water drawn all night by one consumer, or a pump: it sounds like a leak, for a night or two; or for ever, on one tone. */
export interface OtherNoise {
  kind: 'drawOff' | 'pump'
  from: number
  until: number
  sourceDb: number
  flow: number
  loss: readonly number[]
}

export interface Course {
  nights: number
  leaks: readonly Leak[]
  others: readonly OtherNoise[]
  /** dB of rain on every logger, and the share of the window in which it falls. */
  rain: readonly { db: number; share: number }[]
  /** m3/h that people and trades draw at the quietest hour. */
  nightUse: readonly number[]
}

export const leakFlow = ({ from, flow, growth }: Leak, night: number) =>
  flow * (1 + growth) ** ((night - from) / 7)
export const leakDb = ({ from, sourceDb, risingDb }: Leak, night: number) =>
  sourceDb + (risingDb * (night - from)) / 7

export function writeCourse(seed: string, network: PipeNetwork, nights: number): Course {
  const random = randomFor(seed, 'course')
  const leaks: Leak[] = []
  const others: OtherNoise[] = []
  const leaksPerNight = network.pipes.length * 0.0006
  for (let night = 0; night < nights; night++) {
    if (random() < leaksPerNight) leaks.push(drawLeak(random, network, leaks.length, night))
    if (random() < 0.06) others.push(drawOff(random, network, night))
    if (random() < 0.008) others.push(drawPump(random, network, night, nights))
  }
  return {
    nights,
    leaks,
    others,
    rain: Array.from({ length: nights }, () =>
      random() < 0.18 ? { db: 3 + 5 * random(), share: Math.min(1, 0.15 + random()) } : { db: 0, share: 0 },
    ),
    nightUse: nightUse(random, network, nights),
  }
}

/** Anywhere along the pipes, by length. */
function somewhere(random: Random, network: PipeNetwork): number[] {
  let along = random() * network.pipes.reduce((sum, { lengthM }) => sum + lengthM, 0)
  let at = 0
  while (at < network.pipes.length - 1 && along > network.pipes[at]!.lengthM)
    along -= network.pipes[at++]!.lengthM
  const pipe = network.pipes[at]!
  const metre = lossDb[pipe.material]
  const losses = lossesFrom(network, [
    [pipe.from, along * metre],
    [pipe.to, (pipe.lengthM - along) * metre],
  ])
  return network.loggers.map((node) => losses[node]!)
}

function drawLeak(random: Random, network: PipeNetwork, id: number, from: number): Leak {
  return {
    id,
    from,
    until: from + 12 + Math.floor(random() * 30),
    flow: 1.1 * Math.exp(gaussian(random, 0, 0.9)),
    growth: 0.02 + 0.15 * random(),
    sourceDb: 45 + 15 * random(),
    risingDb: 1 + random(),
    loss: somewhere(random, network),
  }
}

function drawOff(random: Random, network: PipeNetwork, from: number): OtherNoise {
  return {
    kind: 'drawOff',
    from,
    until: from + (random() < 0.75 ? 1 : 2),
    sourceDb: 30 + 18 * random(),
    flow: 0.3 + 1.5 * random(),
    loss: somewhere(random, network),
  }
}

function drawPump(random: Random, network: PipeNetwork, from: number, nights: number): OtherNoise {
  return {
    kind: 'pump',
    from,
    until: random() < 0.3 ? nights : from + 3 + Math.floor(random() * 20),
    sourceDb: 35 + 20 * random(),
    flow: 0,
    loss: somewhere(random, network),
  }
}

/** Households at 1.7 L/h, a trade or two, and the chance of who is awake. */
function nightUse(random: Random, { properties }: PipeNetwork, nights: number): number[] {
  const trade = random() * 1.2
  let drift = 0
  return Array.from({ length: nights }, (_, night) => {
    drift = 0.9 * drift + gaussian(random, 0, 0.02)
    const weekend = night % 7 >= 5 ? 1.06 : 1
    return (
      properties * 0.0017 * weekend * (1 + drift) * (1 + gaussian(random, 0, 0.06)) +
      trade * (1 + gaussian(random, 0, 0.1))
    )
  })
}
