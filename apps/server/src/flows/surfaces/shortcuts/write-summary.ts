import { answerRules, threadSummary } from '@backscroll/core'
import type { StoredMessage } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { writingNote } from '../../answers/compose/answer-note.ts'
import { clockText } from '../../answers/compose/date-text.ts'
import { writeAnswer } from '../../answers/write/write-answer.ts'
import type { WriteRequest, Written } from '../../answers/write/written.ts'
import { readSettings } from '../../settings/read-settings.ts'
import type { AboutMessage } from './answer-about-message.ts'

/** Characters of a thread that a model reads: what is quoted of it first, then the newest messages. */
const MAX_CHARACTERS = 40_000

type ThreadSource = WriteRequest['sources'][number] & { message: StoredMessage }

/** What a model made of a thread, and the messages that it read; else why quotes take its place, null where no model is chosen. */
export type WrittenSummary = { written: Written; sources: readonly ThreadSource[] } | { whyQuotes: string | null }

const NOTHING_HELD = 'Nothing that the model wrote could be checked against the thread, so these are quotes.'

/**
 * Has the workspace's model sum up a thread, each sentence checked against the messages that it cites. @param messages of one thread, by time.
 * @throws what `signal` was aborted with.
 */
export async function writeSummary(
  ctx: Context,
  { teamId, question, reading }: AboutMessage,
  messages: readonly StoredMessage[],
  signal: AbortSignal,
): Promise<WrittenSummary> {
  const settings = await ctx.db.withTenant(teamId, readSettings)
  if (ctx.answererFor(settings.answer_model).style === 'extractive') return { whyQuotes: null }
  const sources = mostTelling(messages).map((message) => sourceOf(message, reading.timeZone))
  const nowIso = clockText(question.createdAtMs, reading.timeZone)
  const rules = answerRules({ settings, language: null, audience: 'private', nowIso, task: 'summary' })
  const { questionId, text } = question
  const request = { teamId, questionId, question: text, sources, settings, rules, signal, stopped: new AbortController().signal }
  const written = await writeAnswer(ctx, request, () => {})
  // quotes that answer a question are no summary, and what does not hold is none either
  if (written.style === 'extractive') return { whyQuotes: writingNote(written) }
  return written.statements.length === 0 ? { whyQuotes: NOTHING_HELD } : { written, sources }
}

/** As many messages as a prompt holds, by time. */
function mostTelling(messages: readonly StoredMessage[]): StoredMessage[] {
  const { points, decisions, openItems } = threadSummary(
    messages.map(({ ts, authorName, text, postedAtMs }) => ({ id: ts, author: authorName ?? '', text, postedAtMs })),
  )
  const telling = new Set<string>([...decisions, ...openItems, ...points].map(({ messageId }) => messageId))
  const byWorth = [...messages.filter(({ ts }) => telling.has(ts)), ...messages.filter(({ ts }) => !telling.has(ts)).toReversed()]
  let used = 0
  const kept = new Set(
    byWorth.filter(({ text }, at) => {
      used += text.length
      return at === 0 || used <= MAX_CHARACTERS
    }),
  )
  return messages.filter((message) => kept.has(message))
}

const sourceOf = (message: StoredMessage, timeZone: string): ThreadSource =>
  ({
    id: `${message.channelId}:${message.ts}`,
    text: message.text,
    score: 1,
    author: message.authorName ?? 'an app',
    channel: message.channelName ?? message.channelId,
    postedAt: clockText(message.postedAtMs, timeZone),
    message,
  }) satisfies ThreadSource
