import { momentAt, plusDays, startOfDay, type UserId, unreachable } from '@backscroll/core'
import {
  answersOf,
  type Channel,
  feedbackOf,
  indexStateOf,
  llmCallsOf,
  membersOf,
  messagesOf,
  retentionOf,
  type TenantTx,
  usersOf,
} from '@backscroll/db'
import type { AdminHome, ChannelSetting } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { type ChannelStatus, channelStatuses } from '../../channels/channel-status.ts'
import { readingProgress } from '../../reading/reading-progress.ts'
import { readSettings } from '../../settings/read-settings.ts'

/** Channels on one page. */
const PAGE = 30
const DAY_MS = 86_400_000
const MICROS = 1_000_000

/** Reads what an admin sees in the Home tab besides. @param from the first channel of the page, from 0. */
export async function readAdminHome(ctx: Context, tx: TenantTx, { userId, from }: { userId: UserId; from: number }): Promise<AdminHome> {
  const all = (await channelStatuses(tx)).filter(({ isArchived, policy }) => !isArchived || policy === 'allowed')
  const first = from < all.length ? Math.max(0, Math.floor(from / PAGE) * PAGE) : 0
  const page = all.slice(first, first + PAGE)
  const own = new Set<string>(await membersOf(tx).channelsOfUser(userId))
  const progress = await messagesOf(tx).searchableCounts(page.map(({ channelId }) => channelId))
  const { budget_day_usd: budget, hard_cap: isCapped, retention_days: retainDays } = await readSettings(tx)
  const kept = await retentionOf(tx).exceptions()
  const nowMs = ctx.clock.nowMs()
  return {
    channels: page.map((channel) => ({
      ...settingOf(channel, progress.get(channel.channelId) ?? null, own),
      retainDays: kept.get(channel.channelId)?.retentionDays ?? null,
    })),
    retainDays,
    dashboardUrl: `${ctx.config.PUBLIC_URL}/dashboard`,
    channelTotal: all.length,
    ...(first > 0 ? { previousCursor: String(first - PAGE) } : {}),
    ...(first + PAGE < all.length ? { nextCursor: String(first + PAGE) } : {}),
    statistics: await statisticsOf(ctx, tx, userId),
    spend: {
      todayMicroUsd: await llmCallsOf(tx).spentSince(Math.floor(nowMs / DAY_MS) * DAY_MS),
      budgetMicroUsd: isCapped ? BigInt(Math.round(budget * MICROS)) : null,
    },
    reindex: (await indexStateOf(tx).get())?.building ? 'running' : 'idle',
  }
}

/** A private channel has no name for admins who are not in it. */
function settingOf(channel: Channel & ChannelStatus, progress: ChannelSetting['progress'], own: ReadonlySet<string>): ChannelSetting {
  const { channelId, name, isPrivate, policy } = channel
  return {
    channelId,
    name: isPrivate && !own.has(channelId) ? null : name,
    policy: policy === 'pending' ? 'undecided' : policy,
    status: statusText(channel),
    progress,
  }
}

function statusText({ status, reason }: ChannelStatus): string {
  switch (status) {
    case 'not-read':
      return ''
    case 'waiting':
      return 'waits to be read'
    case 'reading':
      return 'is being read'
    case 'ready':
      return 'is read'
    case 'blocked':
      return reason ?? 'cannot be read'
    default:
      return unreachable(status)
  }
}

async function statisticsOf(ctx: Context, tx: TenantTx, userId: UserId): Promise<AdminHome['statistics']> {
  const nowMs = ctx.clock.nowMs()
  const { today, timeZone } = momentAt(nowMs, (await usersOf(tx).get(userId))?.tz ?? 'UTC')
  const weekMs = startOfDay(plusDays(today, -6), timeZone)
  const day = await answersOf(tx).tally(startOfDay(today, timeZone))
  const week = await answersOf(tx).tally(weekMs)
  const said = await feedbackOf(tx).countSince(weekMs)
  const [messages, dirty] = [await messagesOf(tx).countIndexable(), await messagesOf(tx).countDirty()]
  const reading = await readingProgress(tx, { nowMs, pacing: ctx.config.SLACK_PACE })
  const lines = [
    { label: 'Messages that can be searched', value: countText(Math.max(0, messages - dirty)) },
    { label: 'Questions today', value: countText(day.questions) },
    { label: 'Questions in 7 days', value: countText(week.questions) },
    { label: 'Of these answered', value: week.questions === 0 ? 'none asked' : `${Math.round((100 * week.answered) / week.questions)} %` },
    { label: 'Found good and bad in 7 days', value: `${countText(said.good)} and ${countText(said.bad)}` },
  ]
  const { run, channelsDone, left } = reading
  if (!run || !left) return lines
  const time = `${countText(Math.ceil(left.lowMinutes))} to ${countText(Math.ceil(left.highMinutes))} minutes left`
  return [...lines, { label: 'Reading', value: `${channelsDone} of ${run.channels.length} channels, ${time}` }]
}

const countText = (count: number): string => count.toLocaleString('en')
