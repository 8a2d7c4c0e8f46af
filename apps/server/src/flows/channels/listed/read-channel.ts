import type { ChannelDetail } from '@backscroll/contracts'
import { NotFoundError, tsMillis } from '@backscroll/core'
import { channelsOf, citedCosts, coverageOf, rateBudgetsOf, type TenantTx, teamReadingOf, usersOf, watermarksOf } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import type { Caller } from '../../access/caller.ts'
import { isoOrNull } from '../../access/iso.ts'
import { personNamed } from '../../access/person-named.ts'
import { visibleChannels } from '../visible-channels.ts'
import { aroundChannels, findListed } from './around-channels.ts'
import { shownChannel } from './shown-channel.ts'

/** What reads history, and may have to wait for Slack. */
const READING_METHODS = ['conversations.history', 'conversations.replies']

const COST_DAYS = 30
const DAY_MS = 86_400_000
const MICROS = 1_000_000

/** One channel: coverage, reading, who decided. @throws NotFoundError */
export const readChannel = (ctx: Context, caller: Caller, channelId: string): Promise<ChannelDetail> =>
  ctx.db.withTenant(caller.teamId, (tx) => detailOf(ctx, tx, caller, channelId))

async function detailOf(ctx: Context, tx: TenantTx, { userId }: Caller, channelId: string): Promise<ChannelDetail> {
  const listed = await findListed(tx, userId, channelId)
  const channel = await channelsOf(tx).get(channelId)
  if (!listed || !channel) throw new NotFoundError('There is no such channel.')
  const mark = await watermarksOf(tx).get(channelId)
  const visible = new Set<string>(await visibleChannels(tx, { askerId: userId, audience: null }))
  const isHidden = listed.name === null
  const names = await usersOf(tx).names(channel.policyBy === null ? [] : [channel.policyBy])
  return {
    ...shownChannel(listed, await aroundChannels(ctx, tx, [listed])),
    // they say as much as a name
    topic: isHidden ? '' : channel.topic,
    purpose: isHidden ? '' : channel.purpose,
    coverage: await coverageIn(tx, channelId),
    reading: {
      reachedAt: isoOrNull(mark?.oldestTs ? tsMillis(mark.oldestTs) : null),
      pages: null,
      threadsWaiting: mark?.threadsPending ?? 0,
      waitsUntil: await waitsUntil(tx, ctx.clock.nowMs()),
      rateClass: (await teamReadingOf(tx).get()).rateClass,
    },
    passages: listed.indexed,
    cost: visible.has(channelId) ? await costOf(ctx, tx, channelId) : null,
    policyBy: channel.policyBy === null ? null : personNamed(names, channel.policyBy),
    policyAt: isoOrNull(channel.policyAtMs),
    canRead: visible.has(channelId),
  }
}

async function costOf(ctx: Context, tx: TenantTx, channelId: string): Promise<ChannelDetail['cost']> {
  const toMs = ctx.clock.nowMs() + 1
  const [row] = await citedCosts(tx, { channelIds: [channelId], limit: 1, fromMs: toMs - COST_DAYS * DAY_MS, toMs })
  return { questions: row?.questions ?? 0, usd: (row?.costMicroUsd ?? 0) / MICROS }
}

/** Newest first. A window that goes back to the beginning begins in 1970. */
async function coverageIn(tx: TenantTx, channelId: string): Promise<ChannelDetail['coverage']> {
  const all = (await coverageOf(tx).list()).filter((interval) => interval.channelId === channelId)
  return all.toReversed().map(({ fromTs, toTs, complete, threadsComplete }) => ({
    from: new Date(tsMillis(fromTs)).toISOString(),
    to: new Date(tsMillis(toTs)).toISOString(),
    isComplete: complete,
    threadsComplete,
  }))
}

async function waitsUntil(tx: TenantTx, nowMs: number): Promise<string | null> {
  const parked = (await rateBudgetsOf(tx).parked(nowMs)).filter(({ method }) => READING_METHODS.includes(method))
  return isoOrNull(parked.length === 0 ? null : Math.max(...parked.map(({ untilMs }) => untilMs)))
}
