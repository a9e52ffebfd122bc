import type { BatchOutcome } from '@trame/database'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Collected } from './collected.ts'
import type { Consumer } from './single-consumer.ts'

export type Metrics = ReturnType<typeof createMetrics>

const seconds = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30]
const durations = [...seconds, 300, 3600, 86_400]

/** Counted once a batch, not once a message. */
export function createMetrics(look: {
  devices(): number
  waiting(): number
  consumers(): readonly Consumer[]
}) {
  const registry = new Registry()
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `trame_ingest_${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name: `trame_ingest_${name}`, help, buckets, labelNames, registers })

  const uplinks = counter('uplinks_total', 'Uplinks committed for the first time')
  const observations = counter('observations_total', 'Observations really inserted')
  const duplicates = counter('duplicates_total', 'Uplinks that were known already')
  const rejections = counter('rejections_total', 'Messages kept as rejections')
  const gaps = counter('frame_gaps_total', 'Gaps found in frame counters')
  const failures = counter('failed_writes_total', 'Batches that the database did not take')
  const relayFailures = counter('failed_relays_total', 'Rounds of the outbox that failed')
  const events = counter('events_total', 'Events stored, by connector and kind', ['connector', 'kind'])
  const batchSize = histogram('batch_events', 'Events a transaction', [1, 10, 50, 100, 500, 1000, 2000, 5000])
  const commit = histogram('commit_seconds', 'From the batch to its commit', seconds)
  const lag = histogram('lag_seconds', 'From observation to receipt, of the last of a batch', durations, [
    'connector',
  ])
  const toCommit = histogram('receipt_to_commit_seconds', 'Of the oldest of a batch', seconds)

  gauge('devices_in_memory', 'Devices in memory', (own) => own.set(look.devices()))
  gauge('waiting_events', 'Events waiting for a batch or a codec', (own) => own.set(look.waiting()))
  gauge('resident_bytes', 'Resident memory', (own) => own.set(process.memoryUsage.rss()))
  new Gauge({
    name: 'trame_ingest_memory_bytes',
    help: 'Memory by kind',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, bytes] of Object.entries(process.memoryUsage())) this.set({ kind }, bytes)
    },
  })
  const connectorGauges: [string, string, (consumer: Consumer) => number][] = [
    ['connected', '1 when the network is connected', ({ connector }) => Number(connector.status().connected)],
    ['in_flight', 'Messages taken and not acknowledged', ({ connector }) => connector.status().inFlight],
    ['reconnects', 'Connections lost since the start', ({ connector }) => connector.status().reconnects],
  ]
  for (const [name, help, read] of connectorGauges) {
    new Gauge({
      name: `trame_ingest_connector_${name}`,
      help,
      labelNames: ['connector'],
      registers,
      collect() {
        for (const consumer of look.consumers()) {
          this.set({ connector: consumer.connector.id }, read(consumer))
        }
      },
    })
  }

  function gauge(name: string, help: string, read: (own: Gauge) => void) {
    new Gauge({
      name: `trame_ingest_${name}`,
      help,
      registers,
      collect() {
        read(this as Gauge)
      },
    })
  }

  return {
    registry,
    failedWrite: () => failures.inc(),
    failedRelay: () => relayFailures.inc(),
    stored(outcome: BatchOutcome, tookMs: number) {
      uplinks.inc(outcome.uplinks)
      observations.inc(outcome.observations)
      duplicates.inc(outcome.duplicates)
      rejections.inc(outcome.rejections)
      gaps.inc(outcome.gaps)
      commit.observe(tookMs / 1000)
    },
    batch({ size, counts, oldestReceivedAt }: Collected) {
      batchSize.observe(size)
      toCommit.observe((Date.now() - oldestReceivedAt) / 1000)
      for (const { connectorId: connector, kind, n, lagMs } of counts) {
        events.inc({ connector, kind }, n)
        if (lagMs !== null && lagMs >= 0) lag.observe({ connector }, lagMs / 1000)
      }
    },
  }
}
