import type { TourProblem } from '../src/waste/tour/problem.ts'

export interface Instance {
  name: string
  problem: TourProblem
  /** The optimum or best value of the COMMENT line. */
  bestNamed?: string
}

/** Reads TSPLIB95 as CVRPLIB writes it: EUC_2D rounded, CEIL_2D, EXPLICIT in full, lower and upper rows. */
export function readInstance(text: string): Instance {
  const fields = new Map<string, string>()
  const sections = new Map<string, number[]>()
  let section: number[] | undefined
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*([A-Z][A-Z_0-9]+)\s*(?::\s*(.*?))?\s*$/.exec(line)
    if (heading && !heading[1]!.endsWith('SECTION')) {
      fields.set(heading[1]!, heading[2] ?? '')
      section = undefined
    } else if (heading) {
      section = []
      sections.set(heading[1]!, section)
    } else section?.push(...line.trim().split(/\s+/).filter(Boolean).map(Number))
  }
  const field = (name: string) => {
    const value = fields.get(name)
    if (value === undefined) throw new Error(`${name} is missing`)
    return value
  }
  const nodes = Number(field('DIMENSION'))
  const depot = (sections.get('DEPOT_SECTION')?.[0] ?? 1) - 1
  // The depot is node 0 of a problem.
  const order = [depot, ...Array.from({ length: nodes }, (_, i) => i).filter((i) => i !== depot)]
  const between = distances(field('EDGE_WEIGHT_TYPE'), fields.get('EDGE_WEIGHT_FORMAT'), sections, nodes)
  const cost = new Float64Array(nodes * nodes)
  order.forEach((from, i) => {
    order.forEach((to, j) => {
      if (i !== j) cost[i * nodes + j] = between(from, to)
    })
  })
  const demands = sections.get('DEMAND_SECTION') ?? []
  const demandOf = new Map(
    Array.from({ length: nodes }, (_, i) => [demands[2 * i]! - 1, demands[2 * i + 1]!] as const),
  )
  const name = field('NAME')
  const bestNamed = /(?:optimal|best) value:?\s*([\d.]+)/i.exec(fields.get('COMMENT') ?? '')?.[1]
  return {
    name,
    problem: {
      stops: nodes - 1,
      tips: 0,
      cost,
      demand: Float64Array.from(order, (node) => demandOf.get(node) ?? 0),
      capacity: Number(field('CAPACITY')),
      vehicles: fleetOf(name, fields.get('VEHICLES'), nodes - 1),
    },
    ...(bestNamed !== undefined && { bestNamed }),
  }
}

/** `-k8` is the fleet of the older sets; in the X set it is only the least that could do, and more may drive. */
function fleetOf(name: string, vehicles: string | undefined, stops: number): number {
  const named = vehicles ?? (/^X/i.test(name) ? undefined : /-k(\d+)/.exec(name)?.[1])
  return named === undefined ? stops : Number(named)
}

interface Node {
  x: number
  y: number
  demand: number
}

/** An instance of the domain's vectors. */
export function roundEuclidean({
  id,
  input,
}: {
  id: string
  input: { capacity: number; vehicles: number; nodes: readonly Node[] }
}): Instance {
  const { capacity, vehicles, nodes } = input
  const cost = nodes.flatMap((a) => nodes.map((b) => Math.floor(Math.hypot(a.x - b.x, a.y - b.y) + 0.5)))
  return {
    name: id,
    problem: {
      stops: nodes.length - 1,
      tips: 0,
      cost: Float64Array.from(cost),
      demand: Float64Array.from(nodes, ({ demand }) => demand),
      capacity,
      vehicles,
    },
  }
}

/** Columns id, x, y, demand, ready, due, service; distances cut to one decimal. */
export function readSolomon({
  id,
  input,
}: {
  id: string
  input: { capacity: number; vehicles: number; nodes: readonly (readonly number[])[] }
}): Instance {
  const { capacity, vehicles, nodes } = input
  const cost = Float64Array.from(
    nodes.flatMap((a) => nodes.map((b) => Math.floor(Math.hypot(a[1]! - b[1]!, a[2]! - b[2]!) * 10) / 10)),
  )
  const column = (index: number) => Float64Array.from(nodes, (node) => node[index]!)
  return {
    name: id,
    problem: {
      stops: nodes.length - 1,
      tips: 0,
      cost,
      duration: cost,
      demand: column(3),
      capacity,
      vehicles,
      opens: column(4),
      closes: column(5),
      service: column(6),
    },
  }
}

function distances(
  type: string,
  format: string | undefined,
  sections: ReadonlyMap<string, number[]>,
  nodes: number,
): (a: number, b: number) => number {
  if (type === 'EXPLICIT') return explicit(format, sections.get('EDGE_WEIGHT_SECTION') ?? [], nodes)
  const round = { EUC_2D: (d: number) => Math.floor(d + 0.5), CEIL_2D: Math.ceil }[type]
  if (!round) throw new Error(`EDGE_WEIGHT_TYPE ${type} is not read: EUC_2D, CEIL_2D or EXPLICIT`)
  const numbers = sections.get('NODE_COORD_SECTION') ?? []
  const at = new Map(
    Array.from({ length: nodes }, (_, i) => [
      numbers[3 * i]! - 1,
      [numbers[3 * i + 1]!, numbers[3 * i + 2]!],
    ]),
  )
  return (a, b) => round(Math.hypot(at.get(a)![0]! - at.get(b)![0]!, at.get(a)![1]! - at.get(b)![1]!))
}

function explicit(format: string | undefined, weights: number[], nodes: number) {
  const full = new Float64Array(nodes * nodes)
  const mirrored = (a: number, b: number, value: number) => {
    full[a * nodes + b] = value
    full[b * nodes + a] = value
  }
  let i = 0
  if (format === 'FULL_MATRIX') full.set(weights.slice(0, nodes * nodes))
  else if (format === 'LOWER_ROW' || format === 'LOWER_DIAG_ROW') {
    const diagonal = format === 'LOWER_DIAG_ROW' ? 1 : 0
    for (let a = 0; a < nodes; a++) for (let b = 0; b < a + diagonal; b++) mirrored(a, b, weights[i++]!)
  } else if (format === 'UPPER_ROW' || format === 'UPPER_DIAG_ROW') {
    const diagonal = format === 'UPPER_DIAG_ROW' ? 0 : 1
    for (let a = 0; a < nodes; a++) for (let b = a + diagonal; b < nodes; b++) mirrored(a, b, weights[i++]!)
  } else throw new Error(`EDGE_WEIGHT_FORMAT ${format} is not read`)
  return (a: number, b: number) => full[a * nodes + b]!
}
