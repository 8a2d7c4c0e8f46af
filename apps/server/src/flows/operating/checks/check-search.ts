import { randomInt } from 'node:crypto'
import { channelId, messageTs, type PassageRow, teamId, type WriteLease } from '@backscroll/core'
import type { Context } from '../../../context.ts'
import type { Finding, Issue } from '../system-part.ts'

/** No workspace has this id. */
const NOBODY = teamId('T0PROBE')
/** A table of nobody is written by nobody else. */
const NO_RIVAL: WriteLease = { assert: async () => {} }

const UNREACHABLE: Issue = {
  problem: 'The place of the search index does not answer.',
  remedy:
    'Look at LANCE_URI, its disk or bucket and the keys; until then questions are answered by a slower search of the texts in Postgres.',
}

/** Whether the place of the search index answers. */
export async function checkSearchPlace({ search, config }: Pick<Context, 'search' | 'config'>): Promise<Finding> {
  const isFound = await search.isReachable()
  return { issues: isFound ? [] : [UNREACHABLE], facts: { place: placeOf(config) } }
}

/** The same, and whether a table can be written, read and removed there. */
export async function probeSearch(ctx: Pick<Context, 'search' | 'config' | 'clock'>): Promise<Finding> {
  const found = await checkSearchPlace(ctx)
  if (found.issues.length > 0) return found
  const startedMs = performance.now()
  const table = { version: randomInt(1, 2 ** 31), dimensions: 8 }
  const row = probeRow(ctx.clock.nowMs())
  await ctx.search.create(NOBODY, NO_RIVAL, table)
  try {
    const index = ctx.search.team(NOBODY, table)
    await index.upsert([row], NO_RIVAL)
    const stored = await index.stored([row])
    const issues = stored.some(({ id }) => id === row.id)
      ? []
      : [{ problem: 'A row that was written to the search index is not there.', remedy: 'Look at the disk or bucket of LANCE_URI.' }]
    return { issues, facts: { ...found.facts, probeMs: Math.round(performance.now() - startedMs) } }
  } finally {
    await ctx.search.drop(NOBODY, NO_RIVAL, table)
  }
}

const placeOf = ({ LANCE_URI: uri, DATA_DIR: dir }: Context['config']): string => uri ?? `${dir}/lance`

function probeRow(nowMs: number): PassageRow {
  const ts = messageTs('1700000000.000100')
  return {
    id: 'C0PROBE:1700000000.000100:m0',
    kind: 'message',
    channelId: channelId('C0PROBE'),
    userId: '',
    ts,
    threadTs: ts,
    firstTs: ts,
    lastTs: ts,
    traits: [],
    postedAtMs: nowMs,
    version: 1n,
    contentHash: 'probe',
    text: 'probe',
    vector: new Float32Array(8).fill(Math.sqrt(1 / 8)),
  }
}
