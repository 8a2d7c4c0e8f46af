import { teamId } from '@backscroll/core'
import { type Db, messagesOf, openDb, settingsOf } from '@backscroll/db'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import postgres from 'postgres'
import { APP_ID } from '../../test/world/small-company.ts'
import { startWorld, type World } from '../../test/world/start-world.ts'
import { quiet } from '../chaos/quiet.ts'
import { scratchPostgres } from '../scratch.ts'

/** A whole server over a stand-in Slack with these workspaces, the app installed and everything read. */
export interface Stage {
  world: World
  db: Db
  /** Superuser in the same database. */
  admin: postgres.Sql
  /** Resolves when nothing is on its way. */
  quiet(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const LIMIT_MS = 180_000

/** @param options.before what happens in Slack before the app is installed. */
export async function openStage(options: {
  workspaces: readonly WorkspaceSeed[]
  env: Record<string, string>
  before?: (world: World) => void
  /** Receives every log line. */
  logTo?: (line: string) => void
}): Promise<Stage> {
  const { env, before, logTo } = options
  const database = await scratchPostgres()
  const world = await startWorld({ databaseUrl: database.url, workspaces: [...options.workspaces], env, ...(logTo ? { logTo } : {}) })
  const admin = postgres(database.adminUrl, { max: 2, onnotice() {} })
  const db = openDb({ url: database.url, poolSize: 2 })
  const stage: Stage = {
    world,
    db,
    admin,
    quiet: () => quiet({ admin, slack: world.slack, limitMs: LIMIT_MS }),
    async [Symbol.asyncDispose]() {
      await db.close()
      await admin.end({ timeout: 5 })
      await world[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
  try {
    const closed = options.workspaces.flatMap(({ channels }) => channels.flatMap(({ id, isPrivate }) => (isPrivate ? [id] : [])))
    world.slack.updateApp(APP_ID, { autoJoinChannels: closed })
    before?.(world)
    for (const { id, users } of options.workspaces) await world.install(id, (users.find(({ isOwner }) => isOwner) ?? users[0])?.id ?? '')
    await stage.quiet()
    return stage
  } catch (error) {
    await stage[Symbol.asyncDispose]()
    throw error
  }
}

/** Canonical texts of the live messages of a team by `channel:ts`. */
export async function textsIn(db: Db, team: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (let after: Listed | null = null; ; ) {
    const from: Listed | null = after
    const page: Listed[] = await db.withTenant(teamId(team), (tx) => messagesOf(tx).page(from, 2_000))
    for (const { channelId, ts, text, deleted } of page) if (!deleted && text !== null) texts.set(`${channelId}:${ts}`, text)
    after = page.at(-1) ?? null
    if (!after) return texts
  }
}

type Listed = Awaited<ReturnType<ReturnType<typeof messagesOf>['page']>>[number]

/** Changes what a team has decided about its answers. */
export async function decide(db: Db, team: string, changes: Record<string, unknown>): Promise<void> {
  await db.withTenant(teamId(team), async (tx) => {
    const { version, settings } = await settingsOf(tx).get()
    await settingsOf(tx).put({
      settings: { ...settings, ...changes },
      expectedVersion: version,
      by: 'acceptance',
      actorKind: 'operator',
      atMs: Date.now(),
    })
  })
}
