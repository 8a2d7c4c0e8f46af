import { aDatabase } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { checkAccess } from '../accept/access/access.ts'
import { looking } from './world/looking.ts'
import { serverEnvironment } from './world/server-environment.ts'
import { temporaryDirectory } from './world/temporary-directory.ts'

test('whatever is searched for in whatever workspace, nobody learns anything of a channel they may not read', {
  timeout: 120_000,
}, async () => {
  await using database = await aDatabase()
  await using directory = await temporaryDirectory()
  await using ctx = await looking(
    serverEnvironment({ databaseUrl: database.url, port: 1, slackUrl: 'http://127.0.0.1:9', dataDir: directory.path }),
  )
  const found = await checkAccess(ctx, { seed: 20_261_120, cases: 600, worlds: 4 })
  expect(found).toMatchObject({ ok: true, leak: null, worlds: 4 })
  expect(found.cases).toBeGreaterThanOrEqual(600)
  expect(found.withResults).toBeGreaterThan(100)
})
