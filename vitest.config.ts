import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongFilesFirst } from './scripts/long-files-first.ts'

/**
 * Projects of one number of workers run side by side. One worker more than there are processors, because tests of the whole server wait for
 * other processes about a third of their time; four at most, because all share one Postgres of a hundred connections.
 */
const maxWorkers = Math.min(availableParallelism() + 1, 4)
/** What a test waits for comes when it comes: milliseconds. */
const expectations = { poll: { timeout: 30_000 } }
const shared = { exclude: ['**/node_modules/**', '**/.data/**'], maxWorkers, expect: expectations }
/** Our code keeps no state in modules: loading the server once per worker instead of once per file saves a third of the processor time. */
const whole = {
  ...shared,
  isolate: false,
  globalSetup: ['packages/testkit/src/postgres-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongFilesFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          isolate: false,
          include: ['packages/**/*.test.ts', 'apps/**/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...shared.exclude, '**/*.pg.test.ts', '**/*.e2e.test.ts'],
          testTimeout: 30_000,
        },
      },
      { test: { ...whole, name: 'integration', include: ['packages/**/*.pg.test.ts', 'apps/server/test/**/*.test.ts'] } },
      {
        test: {
          ...whole,
          name: 'socket',
          include: ['apps/server/test/{ingest,channels,uninstall,answered-once}.test.ts'],
          env: { TEST_TRANSPORT: 'socket' },
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['apps/{dashboard,demo}/test/**/*.e2e.test.ts'],
          globalSetup: ['scripts/build-dashboard-first.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
