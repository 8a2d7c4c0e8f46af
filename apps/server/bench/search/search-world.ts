import { type ChannelId, channelId, type MessageChange, messageTs, teamId, tsMicros, userId } from '@backscroll/core'
import { channelsOf, membersOf, teamsOf, usersOf } from '@backscroll/db'
import { aChannelRecord } from '@backscroll/testkit'
import { processEnvironment } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { textsOf } from './search-texts.ts'

export const TEAM = teamId('T0BENCH')
const ASKER = userId('U0ASKER')
export const READERS = { askerId: ASKER, audience: null }
const CHANNELS = 200
/** Channels that the asker is in: every search filters by them. */
export const READABLE = 20

const channel = (n: number): ChannelId => channelId(`C${String(n).padStart(8, '0')}`)
export const channelOf = (n: number): ChannelId => channel(n % CHANNELS)
const texts = textsOf(processEnvironment().BENCH_QUESTIONS === 'real' ? 'real' : 'random')
export const textOf = (n: number): string => texts?.textOf(n) ?? ''
export const tsOf = (n: number) => messageTs(`${1_700_000_000 + n}.000100`)
export const questionOf = (n: number): string => texts?.questionOf(n) ?? ''

/** A workspace with 200 private channels and an asker who is in 20 of them. */
export async function prepareTeam(ctx: Context): Promise<void> {
  const nowMs = ctx.clock.nowMs()
  await ctx.db.withTenant(TEAM, async (tx) => {
    await teamsOf(tx).upsert({ teamId: TEAM, name: 'Bench', domain: 'bench', url: 'https://bench.slack.com/' })
    await teamsOf(tx).setState('active', nowMs)
    const flags = { isBot: false, isAdmin: false, isOwner: false, isRestricted: false, isUltraRestricted: false, deleted: false }
    await usersOf(tx).upsertMany([{ userId: ASKER, username: 'asker', realName: 'Asker', displayName: '', updatedAtMs: nowMs, ...flags }])
    await channelsOf(tx).upsertMany(
      Array.from({ length: CHANNELS }, (_, n) => aChannelRecord(channel(n), { name: `bench-${n}`, isPrivate: true })),
    )
    for (let n = 0; n < CHANNELS; n += 1) {
      await channelsOf(tx).setPolicy(channel(n), 'allowed', 'bench', nowMs)
      if (n % (CHANNELS / READABLE) === 0) await membersOf(tx).add(channel(n), ASKER, nowMs)
    }
  })
}

/** Message number `n`: the same in every run. */
export function message(n: number): MessageChange {
  const ts = tsOf(n)
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
