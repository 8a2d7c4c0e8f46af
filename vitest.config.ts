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
    ],
  },
})
