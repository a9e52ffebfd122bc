import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { EffectCounts } from './effects.ts'

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics(look: { leads(): boolean; rules(): number; assets(): number }) {
  const registry = new Registry()
  const registers = [registry]
  const counter = (name: string, help: string) =>
    new Counter({ name: `trame_rules_${name}`, help, registers })
  const steps = counter('steps_total', 'Inputs that a rule has heard')
  const states = counter('states_written_total', 'States of one rule and asset written')
  const opened = counter('alerts_opened_total', 'Episodes opened')
  const cleared = counter('alerts_cleared_total', 'Episodes cleared')
  const late = counter('late_total', 'Points older than a rule’s lateness')
  const faults = counter('faults_total', 'Steps that ended in an error of ours')
  const failures = counter('failures_total', 'Rounds, jobs and connections that failed')
  const periods = counter('indicator_periods_total', 'Periods of one indicator and asset or site computed')
  const changed = counter('indicator_values_total', 'Computed values that became new, other, or none')
  const indicatorFaults = counter('indicator_faults_total', 'Indicators whose function failed')
  const indicatorTook = new Counter({
    name: 'trame_rules_indicator_seconds_total',
    help: 'Time in which indicators were computed and written',
    registers,
  })
  const took = new Histogram({
    name: 'trame_rules_job_seconds',
    help: 'From the start of a job to its commit',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  })
  gauge('leads', '1 when this process shares the work out', () => Number(look.leads()))
  gauge('rules', 'Rules in memory', look.rules)
  gauge('assets', 'Assets in memory', look.assets)
  gauge('resident_bytes', 'Resident memory', () => process.memoryUsage.rss())

  function gauge(name: string, help: string, read: () => number) {
    new Gauge({
      name: `trame_rules_${name}`,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }

  return {
    registry,
    fault: () => faults.inc(),
    failure: () => failures.inc(),
    indicatorFault: () => indicatorFaults.inc(),
    computed(done: { periods: number; changed: number; tookMs: number }) {
      periods.inc(done.periods)
      changed.inc(done.changed)
      indicatorTook.inc(done.tookMs / 1000)
    },
    job: (tookMs: number) => took.observe(tookMs / 1000),
    stepped(done: { states: number; inputs: number; effects: EffectCounts }) {
      steps.inc(done.inputs)
      states.inc(done.states)
      opened.inc(done.effects.opened)
      cleared.inc(done.effects.cleared)
      late.inc(done.effects.late)
    },
  }
}
