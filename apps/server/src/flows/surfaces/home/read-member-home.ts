import { channelId, messageTs, type UserId, unreachable } from '@backscroll/core'
import { type AskedAnswer, answersOf, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type MemberHome, permalink, type RecentQuestion } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { dateText } from '../../answers/compose/date-text.ts'
import { askedText } from '../asked-text.ts'
import { readSearchable } from '../read-searchable.ts'

const RECENT = 5

/** Reads what somebody sees in the Home tab: what is searched for them, and their own last questions. */
export async function readMemberHome(ctx: Context, tx: TenantTx, userId: UserId): Promise<MemberHome> {
  const timeZone = (await usersOf(tx).get(userId))?.tz ?? 'UTC'
  const teamUrl = (await teamsOf(tx).get())?.url ?? ''
  const recent: RecentQuestion[] = []
  for (const { question, answer } of await answersOf(tx).recentBy(userId, RECENT)) {
    const date = dateText(`${Math.floor(question.createdAtMs / 1_000)}.000000`, timeZone)
    const place = placeOf({ question, answer })
    recent.push({
      question: await askedText(tx, question),
      state: stateOf(answer.state),
      dateText: date,
      permalink: place && permalink({ teamUrl, ...place }),
    })
  }
  return { ...(await readSearchable(ctx, tx, userId)), recent }
}

function placeOf({ question, answer }: AskedAnswer) {
  const { postedChannelId, postedTs } = answer
  if (postedChannelId === null || postedTs === null) return null
  const threadTs = question.threadTs === null ? null : messageTs(question.threadTs)
  return { channelId: channelId(postedChannelId), ts: messageTs(postedTs), threadTs }
}

function stateOf(state: AskedAnswer['answer']['state']): RecentQuestion['state'] {
  switch (state) {
    case 'pending':
    case 'answered':
    case 'not_confident':
    case 'nothing_found':
    case 'failed':
      return state
    case 'refused':
      return 'nothing_found'
    case 'retracted':
      return 'withdrawn'
    default:
      return unreachable(state)
  }
}
