import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { isAppPost, type MessageChange, SlackRateLimitedError, type TeamId } from '@backscroll/core'
import { channelsOf, coverageOf, inboxStatsOf, messagesOf, type SlackWindow } from '@backscroll/db'
import type { SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { nameOf } from '../index/passages-of.ts'
import { ownIdentity } from '../install/own-identity.ts'
import { storeMessages } from '../intake/store-messages.ts'
import { readSettings } from '../settings/read-settings.ts'
import { compareWindow, readWindow, type SlackDrift } from './compare-slack.ts'
import { historyReader } from './read-history.ts'

/** Top-level messages per window: one page of Slack's history. */
const WINDOW = 200
const INBOX_PATIENCE_MS = 30_000
const LOOK_MS = 50

export interface SlackCheck {
  teamId: TeamId
  /** So many windows, chosen at random, are compared; with more than there are, all of them. */
  windows: number
  /** Milliseconds between two calls to Slack. */
  paceMs: number
  mode: 'report' | 'repair'
}

/** What a comparison of Postgres with Slack found. */
export interface SlackVerdict {
  windows: number
  messages: number
  missing: number
  extra: number
  stale: number
  repaired: number
  /** Channels that Slack does not let the app read. */
  unreadable: number
}

/** Compares windows of what has been read with what Slack shows now, and applies Slack's truth when told to. */
export async function verifySlack(ctx: Context, check: SlackCheck, onWindow: (done: number, of: number) => void): Promise<SlackVerdict> {
  const verdict: SlackVerdict = { windows: 0, messages: 0, missing: 0, extra: 0, stale: 0, repaired: 0, unreadable: 0 }
  const chosen = await chooseWindows(ctx, check)
  if (chosen.length === 0) return verdict
  const gateway = paced(await ctx.slack(check.teamId), check.paceMs)
  const { self, areAppsRead } = await ctx.db.withTenant(check.teamId, async (tx) => ({
    self: await ownIdentity(ctx, tx, check.teamId),
    areAppsRead: (await readSettings(tx)).index_bots,
  }))
  const unreadable = new Set<string>()
  for (const window of chosen) {
    onWindow(verdict.windows, chosen.length)
    const stored = await ctx.db.withTenant(check.teamId, (tx) => messagesOf(tx).windowMessages(window))
    const askedMs = ctx.clock.nowMs()
    const shown = await readWindow(historyReader(gateway, self), window)
    if (shown === null) {
      unreadable.add(window.channelId)
      continue
    }
    verdict.windows += 1
    verdict.messages += shown.length
    const suspects = compareWindow(window, stored, shown, askedMs).filter(({ mend: change }) => areAppsRead || !isPutOfApp(change))
    const drift = suspects.length > 0 ? await unmoved(ctx, check.teamId, window, suspects) : []
    for (const { cause } of drift) verdict[cause] += 1
    if (check.mode === 'repair') verdict.repaired += await mend(ctx, check.teamId, window, drift)
  }
  return { ...verdict, unreadable: unreadable.size }
}

const isPutOfApp = (change: MessageChange): boolean => change.kind === 'put' && isAppPost(change.state)

/** Windows that lie in what has been read completely; the newest of a channel reaches up to now. */
async function chooseWindows(ctx: Context, { teamId, windows }: SlackCheck): Promise<SlackWindow[]> {
  if (windows === 0) return []
  const { allowed, coverage, marks } = await ctx.db.withTenant(teamId, async (tx) => ({
    allowed: new Set<string>(await channelsOf(tx).allowed()),
    coverage: await coverageOf(tx).list(),
    marks: await messagesOf(tx).windowMarks(WINDOW),
  }))
  const all: SlackWindow[] = []
  for (const [id, intervals] of Map.groupBy(coverage, (interval) => interval.channelId)) {
    if (!allowed.has(id)) continue
    intervals.forEach(({ fromTs, toTs, complete }, at) => {
      if (!complete) return
      const isNewest = at === intervals.length - 1
      const channelId = id as SlackWindow['channelId']
      let after = fromTs as SlackWindow['after']
      for (const mark of marks) {
        if (mark.channelId !== id || mark.ts <= after || (!isNewest && mark.ts >= toTs)) continue
        all.push({ channelId, after, upTo: mark.ts })
        after = mark.ts
      }
      all.push({ channelId, after, upTo: isNewest ? null : (toTs as SlackWindow['upTo']) })
    })
  }
  while (all.length > windows) all.splice(randomInt(all.length), 1)
  return all
}

/** Suspects that are still stored as they were when Slack was asked, after everything that had arrived has been applied. */
async function unmoved(ctx: Context, teamId: TeamId, window: SlackWindow, suspects: readonly SlackDrift[]): Promise<SlackDrift[]> {
  for (let waitedMs = 0; waitedMs < INBOX_PATIENCE_MS; waitedMs += LOOK_MS) {
    if ((await ctx.db.withTenant(teamId, (tx) => inboxStatsOf(tx))).pending === 0) break
    await wait(LOOK_MS)
  }
  const now = await ctx.db.withTenant(teamId, (tx) => messagesOf(tx).windowMessages(window))
  return stillThe(now, suspects)
}

function stillThe(now: readonly NonNullable<SlackDrift['stored']>[], suspects: readonly SlackDrift[]): SlackDrift[] {
  const rows = new Map(now.map((row) => [nameOf(row), row]))
  return suspects.filter(({ stored, mend }) => {
    const row = rows.get(nameOf(mend.kind === 'put' ? mend.state : mend))
    return stored === null ? row === undefined : row?.version === stored.version && row.deleted === stored.deleted
  })
}

/** Applies Slack's truth to what has not changed since. @returns how many messages were mended. */
async function mend(ctx: Context, teamId: TeamId, window: SlackWindow, drift: readonly SlackDrift[]): Promise<number> {
  if (drift.length === 0) return 0
  const mended = await ctx.db.withTenant(teamId, async (tx) => {
    const current = stillThe(await messagesOf(tx).windowMessages(window), drift)
    await messagesOf(tx).reopen(current.flatMap(({ stored }) => (stored?.deleted ? [stored] : [])))
    const changes = current.map((each) => each.mend)
    return (await storeMessages(ctx, tx, teamId, changes)).applied
  })
  ctx.wake.notify()
  return mended
}

/** Leaves Slack's limits to the others: a pause before every call, and waiting when Slack asks for it. */
function paced(gateway: SlackGateway, paceMs: number): SlackGateway {
  const politely = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    for (;;) {
      if (paceMs > 0) await wait(paceMs)
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof SlackRateLimitedError)) throw error
        await wait(error.retryAfterMs)
      }
    }
  }
  return {
    ...gateway,
    history: (page) => politely(() => gateway.history(page)),
    replies: (page) => politely(() => gateway.replies(page)),
  }
}
