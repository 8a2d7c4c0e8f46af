import { NotFoundError, type TeamId } from '@backscroll/core'
import { type DriftReport, driftReportsOf, type IndexTable, indexStateOf, messagesOf, teamsOf } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { type SlackCheck, type SlackVerdict, verifySlack } from '../reading/verify-slack.ts'
import { checkIndex, refOf } from './check-index.ts'
import { compareIndex, type IndexComparison } from './compare-index.ts'
import { indexDirtyMessages } from './index-dirty-messages.ts'
import { reindexTeam } from './reindex-team.ts'
import { purgeDelayMs } from './tend-index.ts'
import { withTeamLease } from './with-team-lease.ts'

/** Where the search table stands against Postgres. */
export interface IndexVerdict {
  /** `lost`: there is no table to compare; a new one is being built. */
  state: 'compared' | 'lost'
  expected: number
  found: number
  missing: number
  extra: number
  stale: number
  repaired: number
  /** Messages that wait to be indexed: not judged. */
  pending: number
}

/** What a verification came to. */
export interface TeamVerdict {
  slack: SlackVerdict
  index: IndexVerdict
  /** Disagreements found, by cause; only causes that occurred. */
  causes: Record<string, number>
  drift: number
  repaired: number
  /** The verification before this one; null for the first. */
  previous: DriftReport | null
}

/**
 * Compares Slack (sampled), Postgres and the search table, and in the mode `repair` mends what disagrees: Slack is right about Postgres,
 * Postgres about the table. Live changes go on meanwhile and are not taken for drift. One report is kept per run.
 * @throws NotFoundError when the team is not known.
 */
export async function verifyTeam(ctx: Context, check: SlackCheck, onProgress: (text: string) => void): Promise<TeamVerdict> {
  const { teamId, mode } = check
  const startedMs = ctx.clock.nowMs()
  const { known, previous } = await ctx.db.withTenant(teamId, async (tx) => ({
    known: await teamsOf(tx).get(),
    previous: await driftReportsOf(tx).latest(),
  }))
  if (!known) throw new NotFoundError(`The workspace ${teamId} is not known. Install Backscroll in it first.`)
  const slack = await verifySlack(ctx, check, (done, of) => onProgress(`${done} of ${of} pages compared with Slack`))
  onProgress('comparing the search index')
  const index = await verifyIndex(ctx, teamId, mode)
  const causes = causesOf(slack, index)
  const drift = Object.values(causes).reduce((sum, count) => sum + count, 0)
  const repaired = slack.repaired + index.repaired
  const report = {
    checkedAtMs: startedMs,
    rowsExpected: index.expected,
    rowsFound: index.found,
    missing: slack.missing + index.missing,
    extra: slack.extra + index.extra,
    stale: slack.stale + index.stale,
    repaired,
    tookMs: ctx.clock.nowMs() - startedMs,
  }
  await ctx.db.withTenant(teamId, (tx) => driftReportsOf(tx).add(report))
  return { slack, index, causes, drift, repaired, previous }
}

function causesOf(slack: SlackVerdict, index: IndexVerdict): Record<string, number> {
  const all = {
    'slack.missing': slack.missing,
    'slack.extra': slack.extra,
    'slack.stale': slack.stale,
    [index.state === 'lost' ? 'index.lost' : 'index.missing']: index.missing,
    'index.extra': index.extra,
    'index.stale': index.stale,
  }
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0))
}

async function verifyIndex(ctx: Context, teamId: TeamId, mode: SlackCheck['mode']): Promise<IndexVerdict> {
  const state = await checkIndex(ctx, teamId)
  const none = { state: 'compared' as const, expected: 0, found: 0, missing: 0, extra: 0, stale: 0, repaired: 0, pending: 0 }
  if (mode === 'repair') await settle(ctx, teamId)
  const serving = (await ctx.db.withTenant(teamId, (tx) => indexStateOf(tx).get()))?.serving
  const { pending, indexable } = await ctx.db.withTenant(teamId, async (tx) => ({
    pending: await messagesOf(tx).countDirty(),
    indexable: await messagesOf(tx).countIndexable(),
  }))
  if (!serving) {
    if (!state) return { ...none, pending }
    if (mode === 'repair') await reindexTeam(ctx, { teamId }, () => {})
    return { ...none, state: 'lost', expected: indexable, missing: indexable, repaired: mode === 'repair' ? indexable : 0, pending }
  }
  const found = await compareIndex(ctx, teamId, serving)
  const repaired = mode === 'repair' && found.drift.size > 0 ? await mend(ctx, teamId, serving, found) : 0
  const causes = [...found.drift.values()].map(({ cause }) => cause)
  const count = (...wanted: string[]): number => causes.filter((cause) => wanted.includes(cause)).length
  const counts = { missing: count('missing'), extra: count('extra', 'doubled'), stale: count('stale') }
  return { state: 'compared', expected: found.expected, found: found.found, ...counts, repaired, pending }
}

const settle = (ctx: Context, teamId: TeamId): Promise<void> =>
  withTeamLease(ctx, teamId, async (lease) => {
    while ((await indexDirtyMessages(ctx, lease)).more) lease.signal.throwIfAborted()
  })

/**
 * Takes out the rows that disagree and has the messages behind them indexed again. They are marked before, so that a killed repair
 * leaves nothing out. @returns how many rows were mended.
 */
async function mend(ctx: Context, teamId: TeamId, serving: IndexTable, { drift }: IndexComparison): Promise<number> {
  const keys = [...drift.values()].flatMap(({ key }) => key ?? [])
  const wrong = [...drift].filter(([, { cause }]) => cause !== 'missing').map(([id]) => id)
  await withTeamLease(ctx, teamId, async (lease) => {
    const index = ctx.search.team(teamId, refOf(serving))
    const rows = await index.count()
    await lease.commit([], async (tx) => {
      await messagesOf(tx).markDirty(keys)
      if (wrong.length > 0) await indexStateOf(tx).purgeWithin(purgeDelayMs(rows))
    })
    await index.remove(wrong, lease)
    while ((await indexDirtyMessages(ctx, lease)).more) lease.signal.throwIfAborted()
  })
  return drift.size
}
