import { type ChannelId, type MessageTs, messageTs, type TeamId, tsMillis } from '@backscroll/core'
import { channelsOf, isReadToTheEnd, messagesOf, type Notice, noticesOf, type TenantTx, watermarksOf } from '@backscroll/db'
import { ownPostBeginning, type Self, type SlackGateway } from '@backscroll/slack'
import type { Context } from '../../context.ts'
import { ownIdentity } from '../install/own-identity.ts'
import { sendNotice } from '../install/send-notice.ts'
import { readSettings } from '../settings/read-settings.ts'

/** Slack's clock and ours differ by less. */
const CLOCK_SKEW_MS = 60_000
const PAGE = 200

/** How a message begins: an earlier attempt is recognised by it, also when the numbers have changed since, or Slack has added the name. */
const beginningOf = (kind: string, channelId: ChannelId): string => `${kind === 'done' ? 'Done with' : 'Reading'} <#${channelId}`

/** Says in a channel that it is being read, and what came of it, once each; only where the app was invited to, and only while it is allowed. */
export async function announceReading(ctx: Context, { teamId, channelId }: { teamId: TeamId; channelId: ChannelId }): Promise<void> {
  const { due, self } = await ctx.db.withTenant(teamId, async (tx) => ({
    due: await dueNotices(ctx, tx, channelId),
    self: await ownIdentity(ctx, tx, teamId),
  }))
  for (const { notice, text } of due) {
    await sendNotice(ctx, teamId, notice, {
      send: async (gateway) => (await gateway.postMessage({ channelId, text })).ts,
      find: (gateway, { claimedAtMs }) =>
        findPosted(gateway, { channelId, self, beginning: beginningOf(notice.kind, channelId), sinceMs: claimedAtMs ?? 0 }),
    })
  }
}

async function dueNotices(ctx: Context, tx: TenantTx, channelId: ChannelId): Promise<{ notice: Notice; text: string }[]> {
  const channel = await channelsOf(tx).get(channelId)
  if (channel?.policy !== 'allowed' || !channel.botIsMember) return []
  const settings = await readSettings(tx)
  if (!settings.announce_in_channel) {
    // switched on again, it does not announce what is long done
    await noticesOf(tx).withdraw(['reading', 'done'], channelId)
    return []
  }
  const unsent = await noticesOf(tx).unsent(channelId)
  const reading = unsent.find(({ kind }) => kind === 'reading')
  const done = unsent.find(({ kind }) => kind === 'done')
  const mark = done ? await watermarksOf(tx).get(channelId) : null
  return [
    ...(reading
      ? [
          {
            notice: reading,
            text: `${beginningOf('reading', channelId)}>: ${settings.backfill_days ?? ctx.config.BACKFILL_DAYS} days back, newest first.`,
          },
        ]
      : []),
    ...(done && mark && isReadToTheEnd(mark) ? [{ notice: done, text: await doneText(tx, channelId) }] : []),
  ]
}

async function doneText(tx: TenantTx, channelId: ChannelId): Promise<string> {
  const count = (await messagesOf(tx).counts()).find((row) => row.channelId === channelId)
  if (!count) return `${beginningOf('done', channelId)}>: there was nothing to read yet. New messages are found as they come.`
  const messages = count.messages === 1 ? '1 message' : `${count.messages.toLocaleString('en')} messages`
  return `${beginningOf('done', channelId)}>: ${messages} from ${dateOf(count.oldestTs)} to ${dateOf(count.newestTs)}. Ask with \`/ask\`, or mention me.`
}

/** Each reader sees the date of their own time zone. */
const dateOf = (ts: MessageTs): string =>
  `<!date^${Math.floor(tsMillis(ts) / 1_000)}^{date_short}|${new Date(tsMillis(ts)).toISOString().slice(0, 10)}>`

interface Sought {
  channelId: ChannelId
  self: Self
  beginning: string
  sinceMs: number
}

async function findPosted(gateway: SlackGateway, { channelId, self, beginning, sinceMs }: Sought): Promise<MessageTs | null> {
  const oldest = messageTs(`${Math.max(0, Math.floor((sinceMs - CLOCK_SKEW_MS) / 1_000))}.000000`)
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await gateway.history({ channelId, oldest, limit: PAGE, ...(cursor ? { cursor } : {}) })
    const found = ownPostBeginning(page.messages, self, beginning)
    if (found) return found
    cursor = page.nextCursor
  }
  return null
}
