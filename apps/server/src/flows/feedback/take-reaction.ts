import { answersOf, feedbackOf, type TenantTx, usersOf } from '@backscroll/db'
import type { SlackEvent } from '@backscroll/slack'
import type { Storage } from '../../context.ts'

type Reaction = Extract<SlackEvent, { kind: 'reaction' }>

/** What people say with an emoji; its skin tone says nothing. */
const MEANING: Readonly<Record<string, 'good' | 'bad'>> = {
  '+1': 'good',
  thumbsup: 'good',
  white_check_mark: 'good',
  heavy_check_mark: 'good',
  '-1': 'bad',
  thumbsdown: 'bad',
}
const MARK = 'reaction:'

/**
 * Takes a reaction to a shown answer as what the person says of it, and its removal as taking that back; other emoji, bots, guests and people of
 * other workspaces say nothing. What was said with the buttons stays, unless the emoji says the opposite.
 * @returns whether the message shows an answer: then it is no message of the channel.
 */
export async function takeReaction(
  ctx: Pick<Storage, 'clock'>,
  tx: TenantTx,
  { channelId, ts, userId, name, change }: Reaction,
): Promise<boolean> {
  const answerId = await answersOf(tx).shownAt(channelId, ts)
  if (answerId === null) return false
  const emoji = name.replace(/::skin-tone-\d$/, '')
  const verdict = Object.hasOwn(MEANING, emoji) ? MEANING[emoji] : undefined
  if (!verdict || !(await maySay(tx, userId))) return true
  const said = (await feedbackOf(tx).forAnswers([answerId])).get(answerId)?.find((each) => each.userId === userId)
  const emojis = said?.reason?.startsWith(MARK) ? said.reason.slice(MARK.length).split(',') : null
  const put = (left: readonly string[]) => {
    const last = MEANING[left.at(-1) ?? ''] ?? verdict
    const reason = `${MARK}${left.join(',')}`
    return feedbackOf(tx).put({ answerId, userId, verdict: last, reason, comment: null, atMs: ctx.clock.nowMs() })
  }
  if (change === 'added') {
    if (said && !emojis && said.verdict === verdict) return true
    await put([...(emojis ?? []).filter((each) => each !== emoji), emoji])
  } else if (emojis?.includes(emoji)) {
    const left = emojis.filter((each) => each !== emoji)
    if (left.length > 0) await put(left)
    else await feedbackOf(tx).withdraw(answerId, userId)
  }
  return true
}

async function maySay(tx: TenantTx, userId: string): Promise<boolean> {
  const person = await usersOf(tx).get(userId)
  return person !== null && !person.deleted && !person.isBot && !person.isRestricted && !person.isUltraRestricted
}
