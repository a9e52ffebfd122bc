/**
 * Flags of our own Node processes: here for the stack without Docker and the benchmarks, in `docker-compose.yml` in each
 * command (`compose.test.ts` compares; NODE_OPTIONS does not allow all of them).
 *
 * Young objects are collected in 3 x 4 MB, not in 3 x 16: measured no dearer for what most of them do.
 *
 * In `ingest` thousands of messages wait for their commit. V8 learns of such a moment that what waited lives long, and from
 * then on puts everything of its kind among the old objects (pretenuring), which only the slow collection finds again: it
 * ran every 0.7 s for 60 ms, on 40 % of the maximum. Without that, and with old objects that may grow by three quarters
 * before it runs, it is every 4-6 s: a fifth more messages a second, p99 of the latency a third lower.
 * The limit on old objects, with which V8 grows more slowly, keeps the process under 250 MB at full rate.
 */
export const nodeOptions = {
  others: ['--max-semi-space-size=4'],
  ingest: [
    '--max-semi-space-size=16',
    '--max-old-space-size=320',
    '--no-allocation-site-pretenuring',
    '--heap-growing-percent=75',
  ],
}
