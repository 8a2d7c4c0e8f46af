import { isAtLeast, type Overview } from '@backscroll/contracts'
import {
  type AnswerBucket,
  answerBuckets,
  answerFigures,
  answersOf,
  auditPage,
  channelsOf,
  citedChannels,
  llmCallsOf,
  type TenantTx,
  teamFacts,
} from '@backscroll/db'
import type { Context } from '../../context.ts'
import type { Caller } from '../access/caller.ts'
import { iso } from '../access/iso.ts'
import { visibleChannels } from '../channels/visible-channels.ts'
import { shownAudit } from '../governance/list-audit.ts'
import { answerRows } from '../log/answer-rows.ts'
import { readingProgress } from '../reading/reading-progress.ts'
import { readSettings } from '../settings/read-settings.ts'
import { type Period, periodOf } from './period.ts'
import { readTeamHealth } from './read-team-health.ts'
import { zoneOf } from './zone-of.ts'

const DAY_MS = 86_400_000
const MICROS = 1_000_000
const TOP = 5
/** Deeds that are told. */
const DEEDS = 8
/** What happens all the time and is told elsewhere on the page, or is nobody's news. */
const NO_NEWS = ['session.opened', 'session.ended', 'question.asked', 'answer.feedback', 'export.download']

/** Figures of a period in the time zone of the caller, each counted over the stored rows. */
export async function readOverview(ctx: Context, caller: Caller, name: Overview['period']): Promise<Overview> {
  const nowMs = ctx.clock.nowMs()
  const figures = await ctx.db.withTenant(caller.teamId, async (tx) => {
    const period = periodOf(name, await zoneOf(tx, caller.userId, nowMs), nowMs)
    return {
      ...(await countsOf(tx, period)),
      today: await todayOf(tx, nowMs),
      topChannels: await topChannels(tx, caller, period),
      unanswered: await unansweredIn(tx, caller, period),
      ingestion: await ingestionOf(ctx, tx, nowMs),
      activity: await activityFor(tx, caller),
    }
  })
  return { period: name, ...figures, health: await readTeamHealth(ctx, caller) }
}

async function countsOf(tx: TenantTx, period: Period) {
  const { questions, over, answered, rated, helpful, p50Ms, p95Ms } = await answerFigures(tx, period)
  const counted = await answerBuckets(tx, period)
  return {
    questions,
    answeredShare: over === 0 ? null : answered / over,
    helpfulShare: rated === 0 ? null : helpful / rated,
    p50Ms,
    p95Ms,
    spentUsd: counted.reduce((sum, { costMicroUsd }) => sum + Number(costMicroUsd), 0) / MICROS,
    series: seriesOf(period, counted),
  }
}

function seriesOf({ buckets }: Period, counted: readonly AnswerBucket[]): Overview['series'] {
  const known = new Map(counted.map((bucket) => [bucket.atMs, bucket]))
  return buckets.map((atMs) => {
    const { questions, answered, costMicroUsd } = known.get(atMs) ?? { questions: 0, answered: 0, costMicroUsd: 0n }
    return { at: iso(atMs), questions, answered, costUsd: Number(costMicroUsd) / MICROS }
  })
}

/** A budget is one of a day in UTC. */
async function todayOf(tx: TenantTx, nowMs: number): Promise<Overview['today']> {
  const { budget_day_usd: budgetUsd } = await readSettings(tx)
  const spentUsd = Number(await llmCallsOf(tx).spentSince(Math.floor(nowMs / DAY_MS) * DAY_MS)) / MICROS
  return { spentUsd, budgetUsd, isOver: spentUsd > 0 && spentUsd >= budgetUsd }
}

async function topChannels(tx: TenantTx, { userId }: Caller, { fromMs, toMs }: Period): Promise<Overview['topChannels']> {
  const visible = await visibleChannels(tx, { askerId: userId, audience: null })
  const top = await citedChannels(tx, { fromMs, toMs, channelIds: visible, limit: TOP })
  const names = await channelsOf(tx).names(top.map(({ channelId }) => channelId))
  return top.map((channel) => ({ ...channel, name: names.get(channel.channelId) ?? channel.channelId }))
}

async function unansweredIn(tx: TenantTx, caller: Caller, { fromMs }: Period): Promise<Overview['unanswered']> {
  return answerRows(tx, caller, await answersOf(tx).log({ filter: { unanswered: true, fromMs }, limit: TOP }))
}

async function ingestionOf(ctx: Context, tx: TenantTx, nowMs: number): Promise<Overview['ingestion']> {
  const { run, channelsDone, left } = await readingProgress(tx, { nowMs, pacing: ctx.config.SLACK_PACE })
  const { indexed } = await teamFacts(tx, nowMs)
  return {
    isReading: left !== null,
    channelsDone,
    channelsTotal: run?.channels.length ?? 0,
    messages: indexed,
    etaSeconds: left && Math.ceil(left.highMinutes * 60),
  }
}

/** What was done latest, for whoever may read the audit log. */
async function activityFor(tx: TenantTx, { role, via }: Caller): Promise<Overview['activity']> {
  if (!isAtLeast(role, 'admin') || (via.kind === 'key' && !via.scopes.includes('audit'))) return null
  return shownAudit(tx, await auditPage(tx, { filter: { exceptActions: NO_NEWS }, after: null, limit: DEEDS }))
}
