import { defineConfig } from 'vitest/config'

// Three tiers: `unit` is pure and runs in seconds, `services` needs Postgres, Redis and a broker (each file takes
// a database of its own, see infra/local/testing.ts), `e2e` drives the running platform in a real browser.
const services = ['**/*.db.test.ts', '**/*.redis.test.ts', '**/*.mqtt.test.ts', '**/*.stack.test.ts']
const globalSetup = './infra/local/test-services.ts'
const ignored = ['**/node_modules/**', '**/dist/**', '**/.local/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...ignored, ...services],
          // A town is played in some of them: seconds, and many more on a machine with other work.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'services',
          globalSetup,
          include: services,
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          globalSetup,
          include: ['**/*.e2e.ts'],
          exclude: ignored,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          fileParallelism: false,
          // A page that publishes and then reads its lists again takes more than the second that Vitest gives by default.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
})
