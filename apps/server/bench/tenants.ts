import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { channelId, messageTs, type PassageRow, type TeamId, teamId, tsMillis, userId } from '@backscroll/core'
import { channelsOf, indexStateOf, teamsOf, usersOf } from '@backscroll/db'
import { scratchPostgres } from '../accept/scratch.ts'
import { readServiceConfig } from '../src/config.ts'
import { type Context, openContext } from '../src/context.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { randomFrom, zipfMessage } from './random-text.ts'

const CHANNELS = 20
/** Texts are embedded once and used again in every team: what is measured is the index, not the embedder. */
const TEXTS = 4_000
const CHILD = fileURLToPath(new URL('tenants-search.ts', import.meta.url))

/** Teams besides, for warming the searching process up. */
export const WARM_UP_TEAMS = 20

/** What the searching process prints. */
export interface TenantsFindings {
  rssMb: number
  coldP50Ms: number
  coldP95Ms: number
}

/**
 * Many teams with a table of `rows` each. Another process, warmed up with other teams, then asks each team one question, in random order: the first search of a
 * cold table, through `retrieve` with its reads in Postgres, which holds no texts here. `rssMb` is the largest memory of that process.
 */
export async function benchTenants(tenants: number, rows: number) {
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const env = {
    ...serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: 'http://127.0.0.1:9', dataDir }),
    PUBLIC_URL: 'http://127.0.0.1:1',
    LOG_LEVEL: 'error',
  }
  try {
    const startedMs = performance.now()
    const ctx = await openContext(readServiceConfig(env))
    try {
      await fill(ctx, tenants + WARM_UP_TEAMS, rows)
    } finally {
      await ctx.close()
    }
    const loadSeconds = Math.round((performance.now() - startedMs) / 1_000)
    const { stdout } = await promisify(execFile)(process.execPath, [CHILD, String(tenants)], { env: { ...process.env, ...env } })
    return { tenants, rows, ...(JSON.parse(stdout) as TenantsFindings), loadSeconds }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Team number `n`, in this process and in the one that searches. */
export const tenantId = (n: number): TeamId => teamId(`T0TENANT${String(n).padStart(5, '0')}`)

async function fill(ctx: Context, tenants: number, rows: number): Promise<void> {
  const random = randomFrom(7)
  const texts = Array.from({ length: TEXTS }, () => zipfMessage(random))
  const vectors = await ctx.embedder.embed(texts, 'document')
  const held = { assert: async () => {} }
  for (let n = 0; n < tenants; n += 1) {
    const team = tenantId(n)
    const table = { version: 1, dimensions: ctx.embedder.dimensions }
    await ctx.search.create(team, held, table)
    await ctx.search.team(team, table).upsert(
      Array.from({ length: rows }, (_, at) => rowOf(at, texts, vectors, n * 37)),
      held,
    )
    await ctx.search.maintain(team, held, table)
    await register(ctx, team)
  }
}

function rowOf(at: number, texts: readonly string[], vectors: readonly Float32Array[], offset: number): PassageRow {
  const ts = messageTs(`${1_700_000_000 + at * 60}.000100`)
  const channel = channelId(`C0BENCH${at % CHANNELS}`)
  const text = (at + offset) % TEXTS
  return {
    id: `${channel}:${ts}:m0`,
    kind: 'message',
    channelId: channel,
    userId: userId(`U0${at % 50}`),
    ts,
    threadTs: ts,
    firstTs: ts,
    lastTs: ts,
    traits: [],
    postedAtMs: tsMillis(ts),
    version: 1n,
    contentHash: String(text),
    text: texts[text] ?? '',
    vector: vectors[text] ?? new Float32Array(0),
  }
}

/** What a search reads of a team in Postgres: its table, its channels and the asker. */
async function register(ctx: Context, team: TeamId): Promise<void> {
  const { space, dimensions } = ctx.embedder
  const flags = { isBot: false, isAdmin: false, isOwner: false, isRestricted: false, isUltraRestricted: false, deleted: false }
  const facts = { isPrivate: false, isArchived: false, isGeneral: false, isExtShared: false, isOrgShared: false, topic: '', purpose: '' }
  await ctx.db.withTenant(team, async (tx) => {
    await teamsOf(tx).upsert({ teamId: team, name: 'Bench', domain: 'bench', url: 'https://bench.slack.com/' })
    await teamsOf(tx).setState('active', ctx.clock.nowMs())
    await usersOf(tx).upsertMany([
      { userId: userId('U0ASKER'), username: 'asker', realName: 'Asker', displayName: '', updatedAtMs: 0, ...flags },
    ])
    const channels = Array.from({ length: CHANNELS }, (_, n) => channelId(`C0BENCH${n}`))
    await channelsOf(tx).upsertMany(
      channels.map((id, n) => ({ channelId: id, name: `bench-${n}`, creatorId: null, memberCount: null, botIsMember: true, ...facts })),
    )
    for (const id of channels) await channelsOf(tx).setPolicy(id, 'allowed', 'bench', 0)
    await indexStateOf(tx).begin({ version: 1, embedderId: space, dims: dimensions })
  })
}
