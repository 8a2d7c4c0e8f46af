import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readServiceConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { serverEnvironment } from '../../test/world/server-environment.ts'
import { wholeNumber } from '../flags.ts'
import { scratchPostgres } from '../scratch.ts'
import { type AccessFindings, checkAccess } from './access.ts'

/** The long form: 100,000 searches in 100 random worlds, or as many as the options say. */
export async function acceptAccess(flags: readonly string[]): Promise<AccessFindings & { seconds: number }> {
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-access-'))
  const env = serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: 'http://127.0.0.1:9', dataDir })
  const ctx = await openContext(readServiceConfig({ ...env, PUBLIC_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'error' }))
  const startedMs = performance.now()
  try {
    const found = await checkAccess(ctx, {
      seed: wholeNumber(flags, 'seed', 1),
      cases: wholeNumber(flags, 'cases', 100_000),
      worlds: wholeNumber(flags, 'worlds', 100),
    })
    return { ...found, seconds: Math.round((performance.now() - startedMs) / 1_000) }
  } finally {
    await ctx.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
