/** The asking side of the search bench: `search-ask.ts ROWS [postgres]` prints what it measured. A process of its own, as `api` is. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { plainQuery } from '@backscroll/core'
import { processEnvironment, readServiceConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { searchMessages } from '../../src/flows/search/search-messages.ts'
import { percentile } from '../percentile.ts'
import { openBaseline } from './search-postgres.ts'
import { recallAt10 } from './search-recall.ts'
import { questionOf, READERS, TEAM } from './search-world.ts'
import { startWriting } from './search-writes.ts'

const WARM_UP = 60
const ROUNDS = 6
const PER_ROUND = 50
const CALLERS = 8
const PER_CALLER = 50

const rows = Number(process.argv[2])
const ctx = await openContext(readServiceConfig(processEnvironment()))
// the load has left a tail that upkeep takes in once its pause is over; a store that was just opened knows of no pause
while ((await ctx.search.maintain(TEAM, { assert: async () => {} })).length > 0);
const baseline = process.argv[3] === 'postgres' ? await openBaseline(ctx, processEnvironment()) : null

let answered = 0
async function ask(n: number): Promise<number> {
  const startedMs = performance.now()
  const { results } = await searchMessages(ctx, {
    teamId: TEAM,
    readers: READERS,
    query: plainQuery(questionOf(n)),
    groupBy: 'thread',
    limit: 10,
  })
  if (results.length > 0) answered += 1
  return performance.now() - startedMs
}

async function several(from: number, count: number, one: (n: number) => Promise<number>): Promise<number[]> {
  const taken: number[] = []
  for (let n = from; n < from + count; n += 1) taken.push(await one(n))
  return taken
}

await several(10_000, WARM_UP, ask)
if (baseline) await several(10_000, WARM_UP, baseline.keywords)

// rounds take turns, so that what else the machine does meets both sides
const idle: number[] = []
const keywords: number[] = []
const everywhere: number[] = []
const hybrid: number[] = []
answered = 0
for (let round = 0; round < ROUNDS; round += 1) {
  idle.push(...(await several(round * PER_ROUND, PER_ROUND, ask)))
  if (!baseline) continue
  keywords.push(...(await several(round * PER_ROUND, PER_ROUND, baseline.keywords)))
  everywhere.push(...(await several(round * PER_ROUND, PER_ROUND, baseline.everywhere)))
  if (baseline.hybrid) hybrid.push(...(await several(round * PER_ROUND, PER_ROUND, baseline.hybrid)))
}
const asked = ROUNDS * PER_ROUND
const idleAnswered = answered

const delay = monitorEventLoopDelay({ resolution: 5 })
const startedMs = performance.now()
delay.enable()
const crowd = (await Promise.all(Array.from({ length: CALLERS }, (_, caller) => several(caller * 1_000, PER_CALLER, ask)))).map(
  (taken) => ({
    median: percentile(taken, 0.5),
    taken,
  }),
)
delay.disable()
const crowdSeconds = (performance.now() - startedMs) / 1_000

const writing = await startWriting(ctx, rows)
await several(20_000, PER_ROUND, ask)
const written = await several(0, asked, ask)
const writes = await writing.stop()
const rssMb = Math.round(process.memoryUsage.rss() / 1_048_576)

const medians = crowd.map(({ median }) => median).sort((a, b) => a - b)
const p95Ms = percentile(idle, 0.95)
const findings = {
  p50Ms: percentile(idle, 0.5),
  p95Ms,
  underWritesP50Ms: percentile(written, 0.5),
  underWritesP95Ms: percentile(written, 0.95),
  ...writes,
  eightCallers: {
    perSecond: Math.round((CALLERS * PER_CALLER) / crowdSeconds),
    p95Ms: percentile(
      crowd.flatMap(({ taken }) => taken),
      0.95,
    ),
    slowestOverFastest: Number(((medians.at(-1) ?? 0) / (medians[0] ?? 1)).toFixed(2)),
    eventLoopP99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)),
  },
  rssMb,
  recallAt10: await recallAt10(ctx, rows),
  answered: `${idleAnswered} of ${asked}`,
  ...(baseline && {
    postgresP50Ms: percentile(keywords, 0.5),
    postgresP95Ms: percentile(keywords, 0.95),
    postgresEverywhereP95Ms: percentile(everywhere, 0.95),
    ratioP95: Number((percentile(keywords, 0.95) / p95Ms).toFixed(2)),
    ...(hybrid.length > 0 ? { pgvectorHybridP95Ms: percentile(hybrid, 0.95) } : {}),
    postgres: baseline.version,
  }),
}
await baseline?.close()
await ctx.close()
process.stdout.write(JSON.stringify(findings))
process.exit(0)
