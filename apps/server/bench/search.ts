import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  type ChannelId,
  channelId,
  type MessageChange,
  messageTs,
  plainQuery,
  type TeamId,
  teamId,
  tsMicros,
  userId,
} from '@backscroll/core'
import { channelsOf, claimTeam, membersOf, teamsOf, usersOf } from '@backscroll/db'
import { scratchPostgres } from '../accept/scratch.ts'
import { readServiceConfig } from '../src/config.ts'
import { type Context, openContext } from '../src/context.ts'
import { indexDirtyMessages } from '../src/flows/index-dirty-messages.ts'
import { retrieve } from '../src/flows/retrieve.ts'
import { storeMessages } from '../src/flows/store-messages.ts'
import { visibleChannels } from '../src/flows/visible-channels.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { exactNeighbours } from './exact-neighbours.ts'
import { percentile } from './percentile.ts'
import { randomFrom, zipfMessage, zipfQuestion } from './random-text.ts'

const TEAM = teamId('T0BENCH')
const ASKER = userId('U0ASKER')
const READERS = { askerId: ASKER, audience: null }
const CHANNELS = 200
const READABLE = 20
const QUERIES = 300
const RECALL_QUERIES = 50
const BATCH = 2_000

/**
 * One team of `rows` messages in 200 private channels, loaded through the product's own path; an asker who is in 20 of them. Times are
 * those of `retrieve`: embedding, both legs, fusion, and the rights check with the texts in Postgres. Recall is that of the vector leg
 * against an exhaustive search over the same vectors and channels.
 */
export async function benchSearch(rows: number) {
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const env = serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: 'http://127.0.0.1:9', dataDir })
  const ctx = await openContext(readServiceConfig({ ...env, PUBLIC_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'error' }))
  try {
    await prepareTeam(ctx)
    const loadSeconds = await load(ctx, rows)
    const visible = await ctx.db.withTenant(TEAM, (tx) => visibleChannels(tx, READERS))
    if (visible.length !== READABLE) throw new Error(`the asker reads ${visible.length} channels instead of ${READABLE}`)
    const ask = (n: number) =>
      retrieve(ctx, {
        teamId: TEAM,
        query: plainQuery(zipfQuestion(randomFrom(n * 104_729 + 17))),
        visible,
        readers: READERS,
      })
    for (let n = 0; n < 60; n += 1) await ask(10_000 + n)
    const taken: number[] = []
    let answered = 0
    for (let n = 0; n < QUERIES; n += 1) {
      const startedMs = performance.now()
      if ((await ask(n)).sources.length > 0) answered += 1
      taken.push(performance.now() - startedMs)
    }
    return {
      rows,
      p50Ms: percentile(taken, 0.5),
      p95Ms: percentile(taken, 0.95),
      recallAt10: await recall(ctx, rows, visible),
      rowsPerSecondLoad: Math.round(rows / loadSeconds),
      answered,
    }
  } finally {
    await ctx.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const channel = (n: number): ChannelId => channelId(`C${String(n).padStart(8, '0')}`)

async function prepareTeam(ctx: Context): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  await ctx.db.withTenant(TEAM, async (tx) => {
    await teamsOf(tx).upsert({ teamId: TEAM, name: 'Bench', domain: 'bench', url: 'https://bench.slack.com/' })
    await teamsOf(tx).setState('active', nowMs)
    const flags = { isBot: false, isAdmin: false, isOwner: false, isRestricted: false, isUltraRestricted: false, deleted: false }
    await usersOf(tx).upsertMany([{ userId: ASKER, username: 'asker', realName: 'Asker', displayName: '', updatedAtMs: nowMs, ...flags }])
    const none = {
      isPrivate: true,
      isArchived: false,
      isGeneral: false,
      isExtShared: false,
      isOrgShared: false,
      topic: '',
      purpose: '',
      creatorId: null,
      memberCount: null,
      botIsMember: true,
    }
    await channelsOf(tx).upsertMany(Array.from({ length: CHANNELS }, (_, n) => ({ channelId: channel(n), name: `bench-${n}`, ...none })))
    for (let n = 0; n < CHANNELS; n += 1) {
      await channelsOf(tx).setPolicy(channel(n), 'allowed', 'bench', nowMs)
      if (n % (CHANNELS / READABLE) === 0) await membersOf(tx).add(channel(n), ASKER, nowMs)
    }
  })
}

/** @returns seconds from the first message stored until the index is built and settled. */
async function load(ctx: Context, rows: number): Promise<number> {
  const startedMs = performance.now()
  const lease = await claimLater(ctx, rows)
  for (let more = true; more; ) more = (await indexDirtyMessages(ctx, lease)).more
  while ((await ctx.search.maintain(TEAM, lease)).length > 0);
  await lease.release()
  return (performance.now() - startedMs) / 1_000
}

async function claimLater(ctx: Context, rows: number) {
  for (let from = 0; from < rows; from += BATCH) {
    const changes = Array.from({ length: Math.min(BATCH, rows - from) }, (_, n) => message(from + n))
    await ctx.db.withTenant(TEAM, (tx) => storeMessages(tx, changes))
  }
  const lease = await claimTeam(ctx.db, { leaseMs: 60_000 })
  if (!lease) throw new Error('nothing was stored')
  return lease
}

const textOf = (n: number): string => zipfMessage(randomFrom(n * 40_503 + 11))
const channelOf = (n: number): ChannelId => channel(n % CHANNELS)

function message(n: number): MessageChange {
  const ts = messageTs(`${1_700_000_000 + n}.000100`)
  const state = {
    channelId: channelOf(n),
    ts,
    threadTs: null,
    userId: userId(`U0${n % 500}`),
    botId: null,
    appId: null,
    authorTeamId: null,
    kind: 'message' as const,
    subtype: null,
    mrkdwn: textOf(n),
    appendix: '',
    editedTs: null,
    fileCount: 0,
    replyCount: null,
    latestReplyTs: null,
  }
  return { kind: 'put', version: tsMicros(ts), source: 'backfill', state }
}

async function recall(ctx: Context, rows: number, visible: Awaited<ReturnType<typeof visibleChannels>>): Promise<number> {
  const readable = new Set<string>(visible)
  const candidates = Array.from({ length: rows }, (_, n) => n).filter((n) => readable.has(channelOf(n)))
  const vectors = await ctx.embedder.embed(candidates.map(textOf), 'document')
  const index = ctx.search.team(TEAM as TeamId)
  let [found, wanted] = [0, 0]
  for (let n = 0; n < RECALL_QUERIES; n += 1) {
    const [vector] = await ctx.embedder.embed([zipfQuestion(randomFrom(n * 104_729 + 17))], 'query')
    if (!vector) continue
    const exact = new Set(
      exactNeighbours(vectors, vector, 10).map(
        (at) => `${channelOf(candidates[at] ?? 0)}:${1_700_000_000 + (candidates[at] ?? 0)}.000100:m0`,
      ),
    )
    const hits = await index.search({ visible, vector, fusion: ctx.embedder.fusion, limit: 10 })
    found += hits.filter((hit) => exact.has(hit.id)).length
    wanted += exact.size
  }
  return Number((found / wanted).toFixed(4))
}
