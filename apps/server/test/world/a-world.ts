import { type ChannelId, messageTs, type TeamId, teamId, type UserId } from '@backscroll/core'
import { type Db, indexStateOf, messagesOf, openDb } from '@backscroll/db'
import type { Actor, WorkspaceSeed } from '@backscroll/fake-slack'
import { createHashEmbedder } from '@backscroll/models'
import { openSearch, type SearchStore } from '@backscroll/search'
import { aDatabase } from '@backscroll/testkit'
import postgres from 'postgres'
import { expect } from 'vitest'
import { settled } from '../../accept/settled.ts'
import { bucketOptions } from '../../src/bucket-settings.ts'
import { readServiceConfig } from '../../src/config.ts'
import { type Asking, askingIn } from './asking.ts'
import { endJobWaits } from './end-job-waits.ts'
import { type InstalledWorld, installedWorld, startedDatabase } from './kept-worlds.ts'
import { ACME, APP_ID, smallCompany } from './small-company.ts'
import { startWorld, transportOfTheRun, type World, type WorldOptions } from './start-world.ts'

export interface AWorldOptions extends Partial<Omit<WorldOptions, 'databaseUrl'>> {
  /** Where the app is installed and everything read before the world is handed out; default the first workspace by its owner. */
  installedIn?: readonly string[]
}

/** A live message as it is stored. */
export interface Stored {
  channelId: ChannelId
  ts: string
  threadTs: string | null
  userId: UserId | null
  mrkdwn: string | null
  text: string | null
  /** What the index counts by. */
  version: bigint
}

/** A world with the app installed, and what tests do and look at in it. */
export interface LivedInWorld extends World, Asking {
  db: Db
  /** Superuser in the same database: for looking at what the application must not, and for turning time. */
  admin: postgres.Sql
  /** The address for the superuser; the application's own stands in `env`. */
  adminUrl: string
  as(userId: string): Actor
  /** The app's own user in a workspace. */
  botUser(team?: string): string
  /** Resolves when nothing is on its way: no delivery, no inbox row, no dirty message, no search table to build or drop, no job; waiting jobs are let go at once. */
  settled(team?: string): Promise<void>
  /** The same for every team, whatever state it is in. */
  quiet(): Promise<void>
  /** Live messages of a team by `channel:ts`. */
  stored(team?: string): Promise<Map<string, Stored>>
  /** The `channel:ts` of messages that have a passage of their own in the index. */
  indexed(team?: string): Promise<Set<string>>
  /** After a worker was killed: its leases and its jobs come to the end of their time. No worker may be running. */
  leasesRunOut(): Promise<void>
  /** Ends a wait that somebody asked for: every job that waits may start now. */
  endWaits(): Promise<void>
}

/** Clones a database, starts a world on it, installs the app as people do, and waits until everything is read. */
export async function aWorld(options: AWorldOptions = {}): Promise<LivedInWorld> {
  const installed = isOrdinary(options) ? await installedWorld(transportOfTheRun(), (place) => installing(at(place), {})) : null
  const database = await aDatabase({ kept: installed?.database ?? (await startedDatabase()) })
  const ground = { ...database, close: () => database[Symbol.asyncDispose]() }
  if (!installed) return installing(ground, options)
  const world = await opened(ground, { workspaces: [] }, installed)
  await world.settled()
  return world
}

/** The small company and the usual settings: installed once per run and cloned from then on. */
const isOrdinary = ({ verb = 'all', ...more }: AWorldOptions): boolean => verb === 'all' && Object.keys(more).length === 0

/** What a world stands on. */
interface Ground {
  db: Db
  url: string
  adminUrl: string
  close(): Promise<void>
}

function at(place: { url: string; adminUrl: string }): Ground {
  const db = openDb({ url: place.url })
  return { ...place, db, close: () => db.close() }
}

async function installing(ground: Ground, options: AWorldOptions): Promise<LivedInWorld> {
  const workspaces = options.workspaces ?? smallCompany()
  const world = await opened(ground, { ...options, workspaces })
  try {
    for (const team of options.installedIn ?? [workspaces[0]?.id ?? ACME]) {
      await world.install(team, ownerOf(workspaces, team))
      await world.settled(team)
    }
    return world
  } catch (error) {
    await world[Symbol.asyncDispose]()
    throw error
  }
}

async function opened(ground: Ground, options: Omit<WorldOptions, 'databaseUrl'>, installed?: InstalledWorld): Promise<LivedInWorld> {
  const admin = postgres(ground.adminUrl, { max: 2, onnotice() {} })
  const before: WorldOptions['before'] = async (place) => installed?.bring({ ...place, admin })
  const world = await startWorld({ ...options, databaseUrl: ground.url, before })
  const lived = living(world, ground.db, admin, ground.adminUrl, options.workspaces[0]?.id ?? ACME)
  const close = world[Symbol.asyncDispose]
  return Object.defineProperties(lived, {
    url: { get: () => world.url },
    server: { get: () => world.server },
    [Symbol.asyncDispose]: {
      value: async () => {
        await close()
        await admin.end({ timeout: 5 })
        await ground.close()
      },
    },
  }) as LivedInWorld
}

const PATIENCE = { timeout: 25_000, interval: 25 }

function ownerOf(workspaces: readonly WorkspaceSeed[], team: string): string {
  const users = workspaces.find(({ id }) => id === team)?.users ?? []
  return (users.find((user) => user.isOwner) ?? users[0])?.id ?? ''
}

function living(world: World, db: Db, admin: postgres.Sql, adminUrl: string, home: string) {
  const endWaits = async () => {
    await endJobWaits(admin)
    await admin`update rate_buckets set parked_until = to_timestamp(0)`
    await admin`update inbox_events set not_before = null where done_at is null and dead_at is null and not_before > now()`
  }
  const quiet = async () => {
    await world.slack.events.idle()
    const left = async () => {
      await endWaits()
      const [row] = await admin<{ jobs: string[]; inbox: number; dirty: number; tables: number }[]>`
        select (select coalesce(array_agg(name || ' ' || state), '{}') from pgboss.job
            where state in ('created', 'retry', 'active') and name not like '\\_\\_%') as jobs,
          (select count(*)::int from inbox_events where done_at is null and dead_at is null) as inbox,
          (select count(*)::int from messages m join teams t using (team_id)
            where t.state not in ('uninstalled', 'paused') and indexed_version is distinct from version) as dirty,
          (select count(*)::int from index_state join teams t using (team_id)
            where t.state in ('installing', 'active') and (building_version is not null or cardinality(retired_versions) > 0)) as tables`
      return row
    }
    await expect.poll(left, PATIENCE).toEqual({ jobs: [], inbox: 0, dirty: 0, tables: 0 })
  }
  const botUser = (team: string = home) =>
    world.slack.world.installations(team).find((installation) => installation.appId === APP_ID)?.botUserId ?? ''
  const stored = async (team: string = home) => {
    const live = new Map<string, Stored>()
    for (let after: Listed | null = null; ; ) {
      const from: Listed | null = after
      const page: Listed[] = await db.withTenant(teamId(team), (tx) => messagesOf(tx).page(from, 5_000))
      for (const message of page) if (!message.deleted) live.set(`${message.channelId}:${message.ts}`, message)
      after = page.at(-1) ?? null
      if (!after) return live
    }
  }
  return {
    ...world,
    ...askingIn({ slack: world.slack, team: home, botUser }),
    db,
    admin,
    adminUrl,
    botUser,
    endWaits,
    quiet,
    stored,
    as: (userId: string) => world.slack.as(world.slack.world.user(userId)?.teamId ?? home, userId),
    async leasesRunOut() {
      await admin`update team_lease set until = now()`
      await admin`update pgboss.job set state = 'retry', start_after = now() where state = 'active' and name not like '\\_\\_%'`
    },
    async settled(team: string = home) {
      await world.slack.events.idle()
      await quiet()
      await settled(db, team, PATIENCE.timeout)
    },
    async indexed(team: string = home) {
      const embedder = createHashEmbedder()
      const config = readServiceConfig(world.env)
      const search: SearchStore = await openSearch({
        uri: config.LANCE_URI ?? `${world.dataDir}/lance`,
        bucket: bucketOptions(config, { warn() {} }),
        dimensions: embedder.dimensions,
        embeddingVersion: 1,
      })
      try {
        return await indexedMessages(search, db, teamId(team))
      } finally {
        await search.close()
      }
    },
  }
}

type Listed = Awaited<ReturnType<ReturnType<typeof messagesOf>['page']>>[number]

/** Asks the index for every message that Postgres ever knew, gone ones included. @throws when a passage stands there twice. */
async function indexedMessages(search: SearchStore, db: Db, team: TeamId): Promise<Set<string>> {
  const found = new Set<string>()
  const serving = (await db.withTenant(team, (tx) => indexStateOf(tx).get()))?.serving
  if (!serving) return found
  const index = search.team(team, { version: serving.version, dimensions: serving.dims })
  for (let after: Listed | null = null; ; ) {
    const from: Listed | null = after
    const page: Listed[] = await db.withTenant(team, (tx) => messagesOf(tx).page(from, 500))
    const keys = page.map(({ channelId, ts }) => ({ channelId, ts: messageTs(ts) }))
    const rows = (await index.stored(keys)).filter((row) => row.kind === 'message')
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    for (const row of rows) found.add(row.id.slice(0, row.id.lastIndexOf(':')))
    after = page.at(-1) ?? null
    if (!after) return found
  }
}
