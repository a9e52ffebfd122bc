// Steps per second of processor time of compiled rules, in order and with a tenth of the observations late.
// node bench/rule.bench.ts [steps]
import { compile, type RuleInput, step } from '../src/index.ts'
import { Rule, type RuleDraft } from '../src/rule/rule.ts'

const steps = Number(process.argv[2] ?? 1_000_000)
const minute = 60_000
const t0 = Date.UTC(2026, 0, 5)
const threshold = { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 80, clear: 70 } as const
const drafts: Record<string, Pick<RuleDraft, 'condition' | 'steps' | 'activeHours'>> = {
  threshold: { condition: threshold },
  'threshold, two severities, delays': {
    condition: { ...threshold, raiseAfterMs: 10 * minute, clearAfterMs: 10 * minute },
    steps: [{ severity: 'major', raise: 95, clear: 90 }],
  },
  'all of two, in active hours': {
    condition: { kind: 'all', of: [threshold, { ...threshold, is: 'below', raise: 99, clear: 100 }] },
    activeHours: { weekly: [{ days: [1, 2, 3, 4, 5], from: '20:00', to: '06:00' }] },
  },
  'rate over an hour': {
    condition: { kind: 'rate', property: 'bin.fill', is: 'rises', raise: 400, windowMs: 60 * minute },
  },
  'CEL expression': { condition: { kind: 'expression', cel: 'bin_fill > 80.0 && bin_fill < 99.0' } },
}

/** A walk between 0 and 100, every ten minutes: it crosses 80 now and then. */
function series(late: boolean): RuleInput[] {
  let value = 50
  let seed = 42
  const inputs: RuleInput[] = []
  for (let i = 0; i < steps; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    value = Math.min(100, Math.max(0, value + (seed / 2147483648 - 0.5) * 10))
    inputs.push({ type: 'observation', property: 'bin.fill', value, at: t0 + i * 10 * minute })
  }
  if (late) {
    for (let i = 10; i + 1 < steps; i += 10) [inputs[i], inputs[i + 1]] = [inputs[i + 1]!, inputs[i]!]
  }
  return inputs
}

const inOrder = series(false)
const oneInTenLate = series(true)
/** By processor time of this process, so that a busy machine does not change the figure. */
const perSecond = (count: number, from: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(from)
  return Math.round((count * 1e6) / (user + system))
}

for (const [name, draft] of Object.entries(drafts)) {
  const rule = Rule.parse({ id: 'rul_bench', version: 1, name, ...draft })
  const figures = [inOrder, oneInTenLate].map((inputs) => {
    const stepper = compile(rule)
    const state = stepper.start()
    let events = 0
    const from = process.cpuUsage()
    for (const input of inputs) events += stepper.apply(state, [input]).length
    return `${perSecond(inputs.length, from).toLocaleString('en')} steps/s (${events} events)`
  })
  console.log(`${name}: in order ${figures[0]}; one in ten late ${figures[1]}`)
}

const rule = Rule.parse({ id: 'rul_bench', version: 1, name: 'pure', ...drafts.threshold })
let state = compile(rule).start()
const from = process.cpuUsage()
const some = inOrder.slice(0, Math.min(steps, 200_000))
for (const input of some) state = step(rule, state, input).state
console.log(
  `threshold, pure step with a copy each time: ${perSecond(some.length, from).toLocaleString('en')} steps/s`,
)
console.log(`state of the threshold rule: ${JSON.stringify(state).length} bytes`)
