import { linksIn, type TeamId, threadSummary } from '@backscroll/core'
import { messagesOf, type StoredMessage, type TenantTx } from '@backscroll/db'
import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { writingNote } from '../../answers/compose/answer-note.ts'
import { citedMessage, type Reading } from '../../answers/compose/cited-message.ts'
import { numberedSources } from '../../answers/compose/number-sources.ts'
import { channelStatuses } from '../../channels/channel-status.ts'
import { type AboutAnswer, type AboutMessage, answerAboutMessage } from './answer-about-message.ts'
import type { Quoted } from './record-about-message.ts'
import type { Target } from './target.ts'
import { type WrittenSummary, writeSummary } from './write-summary.ts'

/** Sums up a whole thread for whoever asked: in sentences of the workspace's model where it has one, else in the thread's own words. */
export const summarizeThread = (ctx: Context, job: { teamId: TeamId; questionId: string }, signal: AbortSignal): Promise<void> =>
  answerAboutMessage(ctx, job, (about) => summary(ctx, about, signal), signal)

const ONE_MESSAGE = 'That is one message and no thread yet, so there is nothing to sum up.'
const STILL_READ = 'This channel is still being read: older replies may be missing.'
const CONTROLS = { buttons: ['share', 'sources'], feedback: 'ask' } as const

async function summary(ctx: Context, about: AboutMessage, signal: AbortSignal): Promise<AboutAnswer> {
  const { teamId, target, reading, answerId } = about
  const { messages, isStillRead } = await ctx.db.withTenant(teamId, (tx) => readThread(tx, target))
  if (messages.length < 2) return { reason: 'bad_question', detail: ONE_MESSAGE }
  const made = await writeSummary(ctx, about, messages, signal)
  const controls = { id: answerId, ...CONTROLS }
  if ('written' in made) {
    const note = together(`A summary of ${messages.length} messages.`, writingNote(made.written), isStillRead ? STILL_READ : null)
    return { message: answerBlocks({ ...writtenPart(made, reading), note, controls }), ...made, strategy: 'summary' }
  }
  const note = together(made.whyQuotes, isStillRead ? STILL_READ : null)
  const { said, quotes } = summaryOf(messages, reading)
  const message = answerBlocks({
    kind: 'summary',
    messageCount: messages.length,
    ...said,
    ...(note === '' ? {} : { note }),
    ...(quotes.length > 0 ? { controls } : {}),
  })
  return { message, quotes, strategy: 'summary' }
}

const together = (...notes: readonly (string | null)[]): string => notes.filter((note) => note !== null).join(' ')

async function readThread(tx: TenantTx, { channelId, threadTs }: Target) {
  const messages = await messagesOf(tx).thread(channelId, threadTs)
  const status = (await channelStatuses(tx)).find((each) => each.channelId === channelId)?.status
  return { messages, isStillRead: status === 'reading' || status === 'waiting' }
}

/** The sentences of a model with the messages that say them, numbered in the order of their first use. */
function writtenPart({ written, sources }: Extract<WrittenSummary, { written: unknown }>, reading: Reading) {
  const cited = numberedSources(written.statements, sources, sources.length)
  const quoteOf = (id: string) => written.statements.flatMap(({ quotes }) => quotes).find(({ sourceId }) => sourceId === id)?.text
  return {
    kind: 'answered',
    style: 'written',
    statements: written.statements,
    sources: cited.map(({ id, text, message }) => ({ id, ...citedMessage(message, quoteOf(id) ?? text, reading) })),
    links: cited.flatMap(({ message }) => linksIn(message.mrkdwn).map(({ url }) => url)),
  } as const
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
