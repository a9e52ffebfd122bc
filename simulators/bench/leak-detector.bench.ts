import { parseArgs } from 'node:util'
import { type Judgement, judgeNetwork } from '../src/leak-network/judge.ts'

/**
 * `npm run bench leak-detector [-- --seed N --networks M --seeds K]`: networks with leaks, draw-offs, pumps, rain, traffic and
 * missing nights; the platform's own likelihood against the ledger. Aim: 95 % of leaks above 0.5 m3/h within three nights, under one
 * false alarm in a thousand nights of a logger.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '3' },
    networks: { type: 'string', default: '8' },
    nights: { type: 'string', default: '150' },
  },
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
})

const percent = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`
const began = performance.now()
const all: Judgement[] = []
console.log('seed   loggers  logger-nights  leaks>0.5  in 3 nights  ever  false alarms /1000  false nights')
for (let seed = Number(values.seed); seed < Number(values.seed) + Number(values.seeds); seed++) {
  const judged = Array.from({ length: Number(values.networks) }, (_, network) =>
    judgeNetwork(`${seed}/${network}`, Number(values.nights)),
  )
  all.push(...judged)
  print(String(seed), judged)
}
if (Number(values.seeds) > 1) print('all', all)
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`)

function print(name: string, judged: readonly Judgement[]) {
  const leaks = judged.flatMap((one) => one.leaks)
  const sum = (of: (one: Judgement) => number) => judged.reduce((total, one) => total + of(one), 0)
  const nights = sum((one) => one.loggerNights)
  const inTime = leaks.filter(({ nightsToFind }) => nightsToFind !== null && nightsToFind <= 3).length
  const ever = leaks.filter(({ nightsToFind }) => nightsToFind !== null).length
  const alarms = sum((one) => one.falseAlarms)
  console.log(
    [
      name.padEnd(6),
      String(sum((one) => one.loggers)).padStart(7),
      String(nights).padStart(14),
      String(leaks.length).padStart(10),
      percent(inTime, leaks.length).padStart(12),
      percent(ever, leaks.length).padStart(7),
      `${alarms}`.padStart(7),
      ((1000 * alarms) / nights).toFixed(2).padStart(6),
      percent(
        sum((one) => one.falseNights),
        nights,
      ).padStart(10),
    ].join('  '),
  )
}
