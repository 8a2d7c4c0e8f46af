/** The loading side of the search bench: `search-load.ts ROWS` stores and indexes that many messages through the product's own path. */
import { claimTeam } from '@backscroll/db'
import { processEnvironment, readServiceConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { indexDirtyMessages } from '../../src/flows/index/index-dirty-messages.ts'
import { tendIndex } from '../../src/flows/index/tend-index.ts'
import { storeMessages } from '../../src/flows/intake/store-messages.ts'
import { message, prepareTeam, TEAM } from './search-world.ts'

const BATCH = 2_000
/** Messages stored before they are indexed, so that what is dirty stays small. */
const STRETCH = 50_000

const rows = Number(process.argv[2])
const ctx = await openContext(readServiceConfig(processEnvironment()))
await prepareTeam(ctx)
let indexingMs = 0
for (let from = 0; from < rows; from += STRETCH) {
  const until = Math.min(rows, from + STRETCH)
  for (let n = from; n < until; n += BATCH) {
    const changes = Array.from({ length: Math.min(BATCH, until - n) }, (_, at) => message(n + at))
    await ctx.db.withTenant(TEAM, (tx) => storeMessages(ctx, tx, TEAM, changes))
  }
  const startedMs = performance.now()
  const lease = await claimTeam(ctx.db, { leaseMs: 120_000 })
  if (!lease) throw new Error('nothing was stored')
  while ((await indexDirtyMessages(ctx, lease)).more);
  await tendIndex(ctx, lease)
  await lease.release()
  indexingMs += performance.now() - startedMs
}
await ctx.close()
process.stdout.write(JSON.stringify({ rowsPerSecondIndexed: Math.round((rows * 1_000) / indexingMs) }))
