import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { channelId, teamId, userId } from '@backscroll/core'
import { channelsOf, exportsOf, receiptsOf, teamsOf, usersOf } from '@backscroll/db'
import { aChannelRecord } from '@backscroll/testkit'
import { scratchPostgres } from '../accept/scratch.ts'
import { readServiceConfig } from '../src/config.ts'
import { type Context, openContext } from '../src/context.ts'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { runErasure } from '../src/flows/erasure/run-erasure.ts'
import { writeExport } from '../src/flows/exports/write-export.ts'
import { letIndexFollow } from '../src/flows/retention/let-go.ts'
import { storeMany } from '../test/world/many-messages.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'

const TEAM = teamId('T0BENCH')
const CHANNELS = 20
const never = new AbortController().signal

/** Erases a workspace of so many messages, index and all: from the request until the receipt is kept. */
export const benchPurge = (rows: number) =>
  withTeam(rows, async (ctx) => {
    await letIndexFollow(ctx, TEAM, never)
    const startedMs = performance.now()
    const { erasureId } = await ctx.db.withTenant(TEAM, (tx) =>
      requestErasure(ctx, tx, { teamId: TEAM, kind: 'team', target: TEAM, requestedBy: 'U0BOB' }),
    )
    await runErasure(ctx, { teamId: TEAM, erasureId }, never)
    const seconds = secondsSince(startedMs)
    const [receipt] = await ctx.db.withTenant(TEAM, receiptsOf)
    return { rows, seconds, ok: receipt !== undefined && seconds <= 60, counts: receipt?.counts }
  })

/** Writes the export of a workspace of so many messages. */
export const benchExport = (rows: number) =>
  withTeam(rows, async (ctx) => {
    const exportId = randomUUID()
    const scope = { parts: ['messages'], channelIds: null, person: null }
    await ctx.db.withTenant(TEAM, (tx) =>
      exportsOf(tx).add({ exportId, requestedBy: 'U0BOB', scope, format: 'jsonl', createdAtMs: ctx.clock.nowMs() }),
    )
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 20)
    const startedMs = performance.now()
    await writeExport(ctx, { teamId: TEAM, exportId }, never)
    const seconds = secondsSince(startedMs)
    clearInterval(watch)
    const made = await ctx.db.withTenant(TEAM, (tx) => exportsOf(tx).get(exportId))
    const perSecond = Math.round(rows / seconds)
    const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20)
    return {
      rows: made?.rowCount ?? 0,
      seconds,
      perSecond,
      sizeMb: megabytes(made?.sizeBytes ?? 0),
      grewByMb: megabytes(peak - before),
      ok: made?.rowCount === rows && perSecond >= 5_000,
    }
  })

const secondsSince = (ms: number): number => Number(((performance.now() - ms) / 1_000).toFixed(2))

/** A workspace with so many messages in a database of its own. */
async function withTeam<Result>(rows: number, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const env = serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: 'http://127.0.0.1:9', dataDir })
  const ctx = await openContext(readServiceConfig({ ...env, PUBLIC_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'error' }))
  try {
    await fill(ctx, rows)
    return await work(ctx)
  } finally {
    await ctx.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function fill(ctx: Context, rows: number): Promise<void> {
  const channels = Array.from({ length: CHANNELS }, (_, n) => channelId(`C0BENCH${n}`))
  await ctx.db.withTenant(TEAM, async (tx) => {
    await teamsOf(tx).upsert({ teamId: TEAM, name: 'Bench', domain: 'bench', url: 'https://bench.slack.com/' })
    await teamsOf(tx).setState('active', ctx.clock.nowMs())
    await usersOf(tx).upsertMany([person()])
    await channelsOf(tx).upsertMany(channels.map((id) => aChannelRecord(id)))
    for (const id of channels) await channelsOf(tx).setPolicy(id, 'allowed', 'bench', 1)
  })
  for (const id of channels) await storeMany(ctx, TEAM, rows / CHANNELS, id)
}

const person = () => ({
  userId: userId('U0BOB'),
  username: 'bob',
  realName: 'Bob Bench',
  displayName: 'bob',
  email: null,
  title: null,
  tz: null,
  isBot: false,
  isAdmin: true,
  isOwner: true,
  isRestricted: false,
  isUltraRestricted: false,
  deleted: false,
  updatedAtMs: 1,
})
