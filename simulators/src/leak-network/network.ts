import { type Random, randomFor } from '../random.ts'

export type PipeMaterial = 'metal' | 'plastic'
/** dB that a metre takes from the noise of a leak (domain.md 6.7). */
export const lossDb: Record<PipeMaterial, number> = { metal: 0.05, plastic: 0.3 }

export interface Pipe {
  from: number
  to: number
  lengthM: number
  material: PipeMaterial
}

/** A district of mains: crossings in metres, pipes between them, loggers on hydrants at crossings. */
export interface PipeNetwork {
  nodes: readonly (readonly [x: number, y: number])[]
  pipes: readonly Pipe[]
  /** Nodes with a logger. */
  loggers: readonly number[]
  properties: number
}

/** Quarters of one material each, as they were built; streets that are missing leave blocks of any shape. */
export function drawNetwork(seed: string): PipeNetwork {
  const random = randomFor(seed, 'network')
  const side = 7 + Math.floor(random() * 4)
  const block = 70 + random() * 50
  const plastic = 0.25 + random() * 0.4
  const quarter = Array.from({ length: 9 }, () => (random() < plastic ? 'plastic' : 'metal') as PipeMaterial)
  const nodes = Array.from({ length: side * side }, (_, i): readonly [number, number] => [
    ((i % side) + (random() - 0.5) * 0.5) * block,
    (Math.floor(i / side) + (random() - 0.5) * 0.5) * block,
  ])
  const pipes = nodes.flatMap((_, i) =>
    [i % side < side - 1 ? i + 1 : -1, i + side < nodes.length ? i + side : -1]
      // A tree would fall apart: a fifth of the streets of a grid may be missing.
      .filter((j) => j >= 0 && random() > 0.18)
      .map((j): Pipe => {
        const cell = (node: number) => Math.floor(((node % side) * 3) / side)
        const row = (node: number) => Math.floor((Math.floor(node / side) * 3) / side)
        return {
          from: i,
          to: j,
          lengthM: Math.hypot(nodes[i]![0] - nodes[j]![0], nodes[i]![1] - nodes[j]![1]),
          material: quarter[cell(i) + 3 * row(i)]!,
        }
      }),
  )
  const network = { nodes, pipes, properties: Math.round(nodes.length * (8 + random() * 14)) }
  return { ...network, loggers: hangLoggers(network, random) }
}

/** So that no pipe is farther from an ear than crews plan for: 7.5 dB of metal (150 m), 24 dB of plastic (80 m). */
function hangLoggers({ nodes, pipes }: Pick<PipeNetwork, 'nodes' | 'pipes'>, random: Random): number[] {
  const plannedDb = (pipe: Pipe) => (pipe.material === 'metal' ? 8 : 21)
  const loggers: number[] = []
  const order = pipes.map((pipe, index) => ({ pipe, index, draw: random() })).sort((a, b) => a.draw - b.draw)
  let losses = nodes.map(() => Number.POSITIVE_INFINITY)
  for (const { pipe } of order) {
    const middle = Math.min(losses[pipe.from]!, losses[pipe.to]!) + (pipe.lengthM / 2) * lossDb[pipe.material]
    if (middle <= plannedDb(pipe)) continue
    const node = random() < 0.5 ? pipe.from : pipe.to
    if (loggers.includes(node)) continue
    loggers.push(node)
    const own = lossesFrom({ nodes, pipes }, [[node, 0]])
    losses = losses.map((loss, i) => Math.min(loss, own[i]!))
  }
  return loggers.sort((a, b) => a - b)
}

/** Least loss in dB from sources to every node, along the pipes (Dijkstra on a small graph). */
export function lossesFrom(
  { nodes, pipes }: Pick<PipeNetwork, 'nodes' | 'pipes'>,
  sources: readonly (readonly [node: number, lossDb: number])[],
): number[] {
  const losses = nodes.map(() => Number.POSITIVE_INFINITY)
  for (const [node, loss] of sources) losses[node] = Math.min(losses[node]!, loss)
  const open = new Set(nodes.keys())
  while (open.size > 0) {
    let nearest = -1
    for (const node of open) if (nearest < 0 || losses[node]! < losses[nearest]!) nearest = node
    open.delete(nearest)
    if (losses[nearest] === Number.POSITIVE_INFINITY) break
    for (const { from, to, lengthM, material } of pipes) {
      const other = from === nearest ? to : to === nearest ? from : -1
      if (other < 0) continue
      losses[other] = Math.min(losses[other]!, losses[nearest]! + lengthM * lossDb[material])
    }
  }
  return losses
}
