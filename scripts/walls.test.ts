import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cruiseTree, type WallReport } from './cruise.ts'

/** One violation per rule: the importing file and what it must not import. */
const planted: Record<string, [from: string, to: string]> = {
  'no-cycles': ['packages/core/src/ring-a.ts', './ring-b.ts'],
  'everything-resolves': ['packages/core/src/lost.ts', './nowhere.ts'],
  'core-and-contracts-import-nothing-of-ours': ['packages/core/src/reach.ts', '../../db/src/index.ts'],
  'db-imports-only-core': ['packages/db/src/reach.ts', '../../slack/src/index.ts'],
  'search-imports-only-core': ['packages/search/src/reach.ts', '../../db/src/index.ts'],
  'models-imports-only-core': ['packages/models/src/reach.ts', '../../search/src/index.ts'],
  'slack-imports-only-core': ['packages/slack/src/reach.ts', '../../db/src/index.ts'],
  'fake-slack-imports-nothing-of-ours': ['packages/fake-slack/src/reach.ts', '../../core/src/index.ts'],
  'slack-and-fake-slack-do-not-share-code': ['packages/slack/src/share.ts', '../../fake-slack/src/index.ts'],
  'packages-never-import-apps': ['packages/testkit/src/reach.ts', '../../../apps/server/src/index.ts'],
  'only-a-package-index-is-imported': ['apps/server/src/deep.ts', '../../../packages/db/src/inner.ts'],
  'dashboard-imports-only-contracts': ['apps/dashboard/src/reach.ts', '../../../packages/core/src/index.ts'],
  'demo-imports-only-its-neighbours': ['apps/demo/src/reach.ts', '../../../packages/search/src/index.ts'],
  'flows-know-no-transport': ['apps/server/src/flows/reach.ts', '../http/index.ts'],
  'doors-do-not-meet': ['apps/server/src/jobs/reach.ts', '../http/index.ts'],
  'routes-reach-the-database-only-through-flows': ['apps/server/src/http/reach.ts', '../../../../packages/db/src/index.ts'],
  'search-and-models-are-wired-only-in-the-context': ['apps/server/src/flows/wire.ts', '../../../../packages/search/src/index.ts'],
  'stand-ins-only-in-tests-and-the-demo': ['apps/server/src/stand-in.ts', '../../../packages/fake-slack/src/index.ts'],
  'postgres-lives-in-db': ['apps/server/src/query.ts', 'drizzle-orm'],
  'lancedb-lives-in-search': ['apps/server/src/table.ts', '@lancedb/lancedb'],
  'cohere-lives-in-models': ['apps/server/src/model.ts', 'cohere-ai'],
  'slack-sdk-lives-in-slack': ['apps/server/src/client.ts', '@slack/web-api'],
}

const neighbours = [
  ...['core', 'db', 'search', 'models', 'slack', 'fake-slack', 'testkit'].map((room) => `packages/${room}/src/index.ts`),
  'packages/db/src/inner.ts',
  'apps/server/src/index.ts',
  'apps/server/src/http/index.ts',
]

const tree = fileURLToPath(new URL(`../.data/walls-${process.pid}`, import.meta.url))
const plant = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
  writeFileSync(path.join(tree, file), text)
}

let report: WallReport
beforeAll(async () => {
  for (const file of neighbours) plant(file, 'export const here = 1\n')
  for (const [from, to] of Object.values(planted))
    plant(
      from,
      `import * as other from '${to}'\nexport const found = other\nexport async function held() {\n  await using kept = other\n  return kept\n}\n`,
    )
  plant('packages/core/src/ring-b.ts', "import * as other from './ring-a.ts'\nexport const found = other\n")
  for (const name of ['drizzle-orm', '@lancedb/lancedb', 'cohere-ai', '@slack/web-api']) {
    plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    plant(`node_modules/${name}/index.js`, 'module.exports = {}\n')
  }
  report = await cruiseTree(tree)
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

test('every rule has a planted violation', () => {
  const config = createRequire(import.meta.url)('./walls.cjs') as { forbidden: { name: string }[] }
  expect(Object.keys(planted).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
})

test.each(Object.entries(planted))('%s is found', (rule, [from]) => {
  expect(report.violations.filter((violation) => violation.from === from).map((violation) => violation.rule)).toContain(rule)
})
