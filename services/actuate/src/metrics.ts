import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Networks } from './networks.ts'

export function createMetrics(networks: Pick<Networks, 'connected'>, active: () => boolean) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const outcomes = new Counter({
    name: 'trame_actuate_sendings_total',
    help: 'Commands given to a network, by what became of it',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const took = new Histogram({
    name: 'trame_actuate_send_seconds',
    help: 'From the decision to the network’s word',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'trame_actuate_failures_total',
    help: 'Rounds and sendings that failed',
    registers: [registry],
  })
  new Gauge({
    name: 'trame_actuate_active',
    help: '1 in the process that sends',
    registers: [registry],
    collect() {
      this.set(active() ? 1 : 0)
    },
  })
  new Gauge({
    name: 'trame_actuate_connected',
    help: '1 while the connector is connected',
    labelNames: ['connector'],
    registers: [registry],
    collect() {
      for (const { id, connected } of networks.connected()) this.set({ connector: id }, connected ? 1 : 0)
    },
  })
  return {
    registry,
    sent(outcome: string, tookMs: number) {
      outcomes.inc({ outcome })
      took.observe(tookMs / 1000)
    },
    failed: () => failures.inc(),
  }
}
