import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { costOfRoutes, faultsOfRoutes } from '../src/waste/tour/audit.ts'
import { solve } from '../src/waste/tour/solve.ts'
import { type Instance, readInstance, readSolomon, roundEuclidean } from './cvrplib.ts'

/**
 * `npm run bench tour [folder] [seconds] [seed]`: the tour solver on instances whose best solution is known. A folder holds
 * CVRPLIB files, `.vrp` with `.sol` beside or the optimum in COMMENT; without one, the three of the domain's vectors.
 * One core; the limit is by the wall clock, so run it alone.
 */
const [first, ...rest] = process.argv.slice(2)
const folder = first && !/^\d+(\.\d+)?$/.test(first) ? first : undefined
const [seconds = folder ? '10' : '2', seed = '1'] = folder ? rest : first ? [first, ...rest] : []

interface Case extends Instance {
  best: number | null
}

function fromFolder(of: string): Case[] {
  const files = readdirSync(of).filter((file) => file.endsWith('.vrp'))
  if (files.length === 0) throw new Error(`${of} holds no .vrp file`)
  return files
    .map((file) => {
      const instance = readInstance(readFileSync(path.join(of, file), 'utf8'))
      const solution = path.join(of, file.replace(/\.vrp$/, '.sol'))
      const text = existsSync(solution) ? readFileSync(solution, 'utf8') : ''
      const best = /cost:?\s+([\d.]+)/i.exec(text)?.[1] ?? instance.bestNamed
      return { ...instance, best: best === undefined ? null : Number(best) }
    })
    .sort((a, b) => a.problem.stops - b.problem.stops)
}

function fromVectors(): Case[] {
  const file = path.join(import.meta.dirname, '../src/waste/vectors.json')
  const vectors = JSON.parse(readFileSync(file, 'utf8'))
  const solomon = vectors['vrp.vrptw'][0]
  return [
    ...vectors['vrp.cvrp'].map(
      (one: Parameters<typeof roundEuclidean>[0] & { expected: { optimal: number } }) => ({
        ...roundEuclidean(one),
        best: one.expected.optimal,
      }),
    ),
    { ...readSolomon(solomon), best: solomon.expected.optimalDistance },
  ]
}

const row = (...cells: (string | number)[]) =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(24) : String(cell).padStart(12))).join(''),
  )

row('instance', 'stops', 'trucks', 'cost', 'best known', 'gap %', 'seconds', 'steps/s')
const gaps: number[] = []
for (const { name, problem, best } of folder ? fromFolder(folder) : fromVectors()) {
  const startedAt = performance.now()
  const { routes, skipped, steps } = solve(problem, {
    seed: Number(seed),
    limitMs: Number(seconds) * 1000,
    clock: () => performance.now(),
  })
  const took = (performance.now() - startedAt) / 1000
  const faults = faultsOfRoutes(problem, routes, skipped)
  const cost = Math.round(costOfRoutes(problem, routes) * 100) / 100
  const gap = best === null ? null : (cost / best - 1) * 100
  if (faults.length > 0) console.log(`${name}: ${faults.join('; ')}`)
  else if (gap !== null) gaps.push(gap)
  row(
    name,
    problem.stops,
    routes.length,
    cost,
    best ?? '-',
    faults.length > 0 ? 'not valid' : (gap?.toFixed(2) ?? '-'),
    took.toFixed(2),
    Math.round(steps / took),
  )
}
if (gaps.length > 0) {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  console.log(
    `mean gap ${mean.toFixed(3)} %, worst ${Math.max(...gaps).toFixed(2)} %, ${gaps.length} instances`,
  )
}
