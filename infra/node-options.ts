/**
 * Flags of our own Node processes: here for the stack without Docker and the benchmarks, in `docker-compose.yml` as
 * NODE_OPTIONS (`compose.test.ts` compares).
 *
 * Young objects are collected in 3 x 4 MB, not in 3 x 16: measured no dearer for what most of them do. In `ingest`
 * thousands of messages wait for their commit and grow old doing so; a limit on the old space makes V8 collect it early:
 * 200-230 MiB at full rate and not 430-460, for 6 us more a message.
 */
export const nodeOptions = {
  others: ['--max-semi-space-size=4'],
  ingest: ['--max-semi-space-size=16', '--max-old-space-size=320'],
}
