import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { teamId, userId } from '@backscroll/core'
import { messagesOf } from '@backscroll/db'
import { type MessageSeed, startFakeSlack, testClock, type WorkspaceSeed } from '@backscroll/fake-slack'
import { scratchPostgres } from '../accept/scratch.ts'
import { readServiceConfig } from '../src/config.ts'
import { type Context, openContext } from '../src/context.ts'
import { syncChannel } from '../src/flows/channels/sync-channel.ts'
import { syncTeam } from '../src/flows/channels/sync-team.ts'
import { completeInstall } from '../src/flows/install/complete-install.ts'
import { backfillChannel } from '../src/flows/reading/backfill-channel.ts'
import { readPages } from '../src/flows/reading/read-pages.ts'
import { readThreads } from '../src/flows/reading/read-threads.ts'
import { readingProgress } from '../src/flows/reading/reading-progress.ts'
import { serverEnvironment } from '../test/world/server-environment.ts'
import { APP_ID, app } from '../test/world/small-company.ts'
import { randomFrom } from './random-text.ts'
import { virtualQueue } from './virtual-queue.ts'

const TEAM = 'T0THROTTLED'
/** 10,000 messages outside of threads, a twentieth of them roots of three replies each: 500 threads. */
const CHANNELS = [4_000, 2_500, 2_000, 1_000, 500]
const THREAD_EVERY = 20
const REPLIES = 3
const DAYS = 89
const PAGE = 15
const ESTIMATES_COUNT_AFTER_MINUTES = 10

/**
 * Reads a workspace of the capped class (one request a minute and 15 objects, on history and on replies) on a virtual clock, with the real flows
 * over a real Postgres and the stand-in Slack over HTTP. `etaErrorPercent` is the worst prediction of the whole duration after ten minutes.
 */
export async function benchBackfillThrottled() {
  const startMs = Date.now()
  const clock = testClock(startMs)
  await using database = await scratchPostgres()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backscroll-bench-'))
  const slack = await startFakeSlack({ workspaces: [workspace(startMs)], apps: [app('http://127.0.0.1')], limits: 'unlisted', clock })
  const env = {
    ...serverEnvironment({ databaseUrl: database.url, port: 0, slackUrl: slack.url, dataDir }),
    PUBLIC_URL: 'http://127.0.0.1:1',
  }
  const opened = await openContext(readServiceConfig({ ...env, SLACK_PACE: 'tiers', LOG_LEVEL: 'error' }), { clock })
  try {
    const queue = virtualQueue(clock, {
      'team.sync': syncTeam,
      'channel.sync': syncChannel,
      'channel.backfill': backfillChannel,
      'history.read': readPages,
      'replies.read': readThreads,
    })
    const ctx: Context = { ...opened, enqueue: queue.enqueue }
    const { botToken, botUserId, botId } = slack.installDirectly(APP_ID, TEAM, 'U0OWNER')
    await completeInstall(ctx, {
      teamId: teamId(TEAM),
      teamName: 'Throttled',
      enterpriseId: null,
      enterpriseName: '',
      appId: APP_ID,
      botToken,
      botUserId: userId(botUserId),
      botId,
      scopes: [],
      installerUserId: userId('U0OWNER'),
      isEnterpriseInstall: false,
      rotation: null,
    })
    const predicted: { atMinutes: number; totalMinutes: number }[] = []
    const minutes = () => (clock.nowMs() - startMs) / 60_000
    await queue.run(ctx, async () => {
      const { left } = await ctx.db.withTenant(teamId(TEAM), (tx) => readingProgress(tx, { nowMs: clock.nowMs(), pacing: 'tiers' }))
      if (left !== null) predicted.push({ atMinutes: minutes(), totalMinutes: minutes() + left.minutes })
    })
    const counted = slack.requests().filter(({ method }) => method === 'conversations.history' || method === 'conversations.replies')
    const counts = await ctx.db.withTenant(teamId(TEAM), (tx) => messagesOf(tx).counts())
    const stored = counts.reduce((sum, { messages }) => sum + messages, 0)
    const expected = CHANNELS.reduce((sum, n) => sum + n + (n / THREAD_EVERY) * REPLIES, 0)
    if (stored !== expected) throw new Error(`${stored} of ${expected} messages were read`)
    const total = minutes()
    const errors = predicted
      .filter(({ atMinutes }) => atMinutes >= ESTIMATES_COUNT_AFTER_MINUTES)
      .map(({ totalMinutes }) => (Math.abs(totalMinutes - total) / total) * 100)
    const minimum = leastRequests()
    return {
      requests: counted.length,
      minimum,
      overhead: Number(((counted.length / minimum - 1) * 100).toFixed(2)),
      etaErrorPercent: Number(Math.max(...errors).toFixed(1)),
      virtualMinutes: Math.round(total),
    }
  } finally {
    await opened.close()
    await slack.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Full pages of history, and one request per thread: three replies and the root fit on a page. */
const leastRequests = (): number => CHANNELS.reduce((sum, n) => sum + Math.ceil(n / PAGE) + n / THREAD_EVERY, 0)

function workspace(startMs: number): WorkspaceSeed {
  const users = ['U0OWNER', 'U0ONE'].map((id) => ({ id, name: id.toLowerCase(), realName: `Person ${id}`, isOwner: id === 'U0OWNER' }))
  const channels = CHANNELS.map((count, index) => ({
    id: `C0SLOW${index}`,
    name: `slow-${index}`,
    members: users.map(({ id }) => id),
    messages: messagesOver(startMs, count, index),
  }))
  return { id: TEAM, domain: 'throttled', name: 'Throttled', users, channels }
}

/** Messages at random moments, each within its share of the window. */
function messagesOver(startMs: number, count: number, index: number): MessageSeed[] {
  const random = randomFrom(index + 1)
  const slot = (DAYS * 86_400) / count
  return Array.from({ length: count }, (_, n) => {
    const seconds = Math.floor(startMs / 1_000) - Math.floor((n + random()) * slot) - 60
    const ts = `${seconds}.${String(n).padStart(6, '0')}`
    const root: MessageSeed = { ts, user: 'U0ONE', text: `Message ${n}` }
    if (n % THREAD_EVERY !== THREAD_EVERY - 1) return [root]
    const replies = Array.from({ length: REPLIES }, (__, reply) => ({
      ts: `${seconds + 1 + reply}.9${String(n).padStart(5, '0')}`,
      user: 'U0OWNER',
      text: `Reply ${reply}`,
      threadTs: ts,
    }))
    return [root, ...replies]
  })
    .flat()
    .sort((a, b) => ((a.ts ?? '') < (b.ts ?? '') ? -1 : 1))
}
