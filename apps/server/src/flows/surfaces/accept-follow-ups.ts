import { type MessageChange, type MessageState, type TeamId, tsMicros } from '@backscroll/core'
import { answersOf, questionsOf, type TenantTx } from '@backscroll/db'
import type { Context } from '../../context.ts'
import { acceptQuestion } from '../answers/accept-question.ts'
import { ownIdentity } from '../install/own-identity.ts'
import { isSwitchedOff } from '../settings/is-switched-off.ts'
import { readSettings } from '../settings/read-settings.ts'
import { asksTheApp } from './asks-the-app.ts'

/** A message that is new, and not a later state of one, has the moment of its event in its name; Slack rounds. Microseconds. */
const SAME_MOMENT = 1_000_000n

/** A reply of a person to a thread. */
type Reply = MessageState & { userId: NonNullable<MessageState['userId']>; threadTs: NonNullable<MessageState['threadTs']> }

/**
 * Takes replies in threads where the app has answered for questions to it, without a new mention. Edits and posts of bots never are. Costs one
 * query for a batch that holds replies, and nothing for any other.
 */
export async function acceptFollowUps(ctx: Context, tx: TenantTx, teamId: TeamId, changes: readonly MessageChange[]): Promise<void> {
  const replies = changes.flatMap(newReply)
  if (replies.length === 0) return
  const threads = await questionsOf(tx).threadsAmong(replies)
  const near = replies.filter(({ channelId, threadTs }) => threads.has(`${channelId}:${threadTs}`))
  if (near.length === 0 || isSwitchedOff('thread', await readSettings(tx))) return
  const { botUserId } = await ownIdentity(ctx, tx, teamId)
  for (const { channelId, ts, threadTs, userId, mrkdwn } of near) {
    const answered = await answersOf(tx).inThread(channelId, threadTs)
    if (answered.length === 0) continue
    const isAsker = answered.some(({ question }) => question.askerId === userId)
    if (!asksTheApp(mrkdwn, { isAsker, botUserId })) continue
    const dedupeKey = `${channelId}:${ts}`
    await acceptQuestion(ctx, tx, teamId, { surface: 'thread', channelId, userId, text: mrkdwn, ts, threadTs, dedupeKey })
  }
}

function newReply(change: MessageChange): Reply[] {
  if (change.kind !== 'put' || change.source !== 'event') return []
  const { ts, threadTs, userId, botId, kind, editedTs } = change.state
  if (threadTs === null || threadTs === ts || userId === null || botId !== null || editedTs !== null) return []
  if (kind === 'bot' || kind === 'huddle' || change.version - tsMicros(ts) > SAME_MOMENT) return []
  return [{ ...change.state, userId, threadTs }]
}
