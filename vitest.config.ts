import { defineConfig } from 'vitest/config'

const shared = { exclude: ['**/node_modules/**', '**/.data/**'] }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['packages/**/*.test.ts', 'apps/**/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...shared.exclude, '**/*.pg.test.ts', '**/*.e2e.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['packages/**/*.pg.test.ts', 'apps/server/test/**/*.test.ts'],
          globalSetup: ['packages/testkit/src/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'socket',
          include: ['apps/server/test/{ingest,channels,uninstall,answered-once}.test.ts'],
          env: { TEST_TRANSPORT: 'socket' },
          globalSetup: ['packages/testkit/src/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['apps/demo/test/**/*.e2e.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
})
