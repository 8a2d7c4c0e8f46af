import { channelId, type MessageChange, messageTs, type TeamId, tsMicros, userId } from '@backscroll/core'
import type { Context } from '../../src/context.ts'
import { storeMessages } from '../../src/flows/intake/store-messages.ts'

const BATCH = 2_000

/** The time of message `n`, long before those of the small company. */
export const manyTs = (n: number) => messageTs(`${1_700_000_000 + n * 10}.000100`)

/** Message `n` of a channel; every tenth begins a thread, and the next one is the reply to it. */
export function manyMessage(n: number, channel = 'C0GENERAL', text = `remark ${n} about topic${n % 97} and item${n}`): MessageChange {
  const state = {
    channelId: channelId(channel),
    ts: manyTs(n),
    threadTs: n % 10 === 1 ? manyTs(n - 1) : null,
    userId: userId('U0BOB'),
    botId: null,
    appId: null,
    authorTeamId: null,
    kind: 'message' as const,
    subtype: null,
    mrkdwn: text,
    appendix: '',
    editedTs: null,
    fileCount: 0,
    replyCount: null,
    latestReplyTs: null,
  }
  return { kind: 'put', version: tsMicros(manyTs(n)), source: 'backfill', state }
}

/** Stores messages 0 to `count` of a channel, as a backfill does; nothing is indexed yet. */
export async function storeMany(
  ctx: Pick<Context, 'db' | 'clock' | 'enqueue'>,
  team: TeamId,
  count: number,
  channel?: string,
): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const changes = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => manyMessage(from + n, channel))
    await ctx.db.withTenant(team, (tx) => storeMessages(ctx, tx, team, changes))
  }
}
