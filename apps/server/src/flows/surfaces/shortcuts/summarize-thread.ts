import { type TeamId, threadSummary } from '@backscroll/core'
import { messagesOf, type StoredMessage, type TenantTx } from '@backscroll/db'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { citedMessage, type Reading } from '../../answers/compose/cited-message.ts'
import { channelStatuses } from '../../channels/channel-status.ts'
import { type AboutAnswer, type AboutMessage, answerAboutMessage } from './answer-about-message.ts'
import type { Quoted } from './record-quotes.ts'

/** Sums up a whole thread in its own words, for whoever asked. */
export const summarizeThread = (ctx: Context, job: { teamId: TeamId; questionId: string }): Promise<void> =>
  answerAboutMessage(ctx, job, (about) => ctx.db.withTenant(about.teamId, (tx) => summary(tx, about)))

const ONE_MESSAGE = 'That is one message and no thread yet, so there is nothing to sum up.'
const STILL_READ = 'This channel is still being read: older replies may be missing.'

async function summary(tx: TenantTx, { target, reading, answerId }: AboutMessage): Promise<AboutAnswer> {
  const messages = await messagesOf(tx).thread(target.channelId, target.threadTs)
  if (messages.length < 2) return { reason: 'bad_question', detail: ONE_MESSAGE }
  const { said, quotes } = summaryOf(messages, reading)
  const status = (await channelStatuses(tx)).find(({ channelId }) => channelId === target.channelId)?.status
  const message = answerBlocks({
    kind: 'summary',
    messageCount: messages.length,
    ...said,
    ...(status === 'reading' || status === 'waiting' ? { note: STILL_READ } : {}),
    ...(quotes.length > 0 ? { controls: { id: answerId, buttons: ['share', 'sources'], feedback: 'ask' } } : {}),
  })
  return { message, quotes, strategy: 'summary' }
}

/** The parts of a summary with the messages that say them. @param messages of one thread, by time. */
export function summaryOf(messages: readonly StoredMessage[], reading: Reading) {
  const byId = new Map<string, StoredMessage>(messages.map((message) => [message.ts, message]))
  const { points, decisions, openItems } = threadSummary(
    messages.map(({ ts, authorName, text, postedAtMs }) => ({ id: ts, author: authorName ?? 'an app', text, postedAtMs })),
  )
  const item = ({ messageId, text }: { messageId: string; text: string }) => {
    const message = byId.get(messageId)
    return message ? [{ text, source: citedMessage(message, text, reading) }] : []
  }
  const said = {
    points: points.flatMap(item),
    decisions: decisions.flatMap(item),
    openItems: openItems.flatMap(({ owner, ...open }) => item(open).map((each) => ({ ...each, owner }))),
  }
  const quotes: Quoted['quotes'] = [...points, ...decisions, ...openItems].flatMap(({ messageId, text }) => {
    const message = byId.get(messageId)
    return message ? [{ message, text }] : []
  })
  return { said, quotes }
}
