import { confidenceBand, type VisibleChannels } from '@backscroll/core'
import { type Answer, messagesOf, type Question, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type Answered, answerBlocks, type RenderedAnswer } from '@backscroll/slack'
import type { Reading } from '../../answers/compose/cited-message.ts'
import { remainingAnswer } from '../../living/remaining-answer.ts'
import { askedText } from '../asked-text.ts'
import { type CitedNow, citedNow } from '../cited-now.ts'
import { summaryOf } from '../shortcuts/summarize-thread.ts'
import { targetOf } from '../shortcuts/target.ts'

/** Renders a stored answer for everybody in a channel: its own words, its sources, and who shares it. */
export async function composeShared(
  tx: TenantTx,
  { answer, question }: { answer: Answer; question: Question },
  { visible, isFirstHere }: { visible: VisibleChannels; isFirstHere: boolean },
): Promise<RenderedAnswer> {
  const asker = await usersOf(tx).get(question.askerId)
  const reading = { teamUrl: (await teamsOf(tx).get())?.url ?? '', timeZone: asker?.tz ?? 'UTC' }
  const cited = await citedNow(tx, answer, { visible, reading })
  const name = (await usersOf(tx).names([question.askerId])).get(question.askerId) ?? 'Somebody'
  const { confidence } = answer
  const frame = {
    question: await askedText(tx, question),
    footer: {
      ...(confidence === null ? {} : { confidence: { band: confidenceBand(confidence), value: confidence } }),
      coverage: `Shared by ${name}. Everybody here can read what it comes from.`,
    },
    controls: { id: answer.answerId, buttons: ['sources'], feedback: 'ask' },
    ...(isFirstHere ? { isFirstHere } : {}),
  } as const
  const summary = await sharedSummary(tx, { answer, question }, reading)
  return answerBlocks({ ...frame, ...(summary ?? saidPart(answer, cited, reading)) })
}

/** A quoted summary in its groups, with the words that it had; null when they come out otherwise now, and for every other answer. */
async function sharedSummary(tx: TenantTx, { answer, question }: { answer: Answer; question: Question }, reading: Reading) {
  const target = answer.strategy === 'summary' && isQuoted(answer) ? targetOf(question.filters) : null
  if (!target) return null
  const messages = await messagesOf(tx).thread(target.channelId, target.threadTs)
  const stored = new Set((answer.statements ?? []).map(({ text }) => text))
  const { points, decisions, openItems } = summaryOf(messages, reading).said
  const wasSaid = ({ text }: { text: string }) => stored.has(text)
  const said = { points: points.filter(wasSaid), decisions: decisions.filter(wasSaid), openItems: openItems.filter(wasSaid) }
  const left = new Set([...said.points, ...said.decisions, ...said.openItems].map(({ text }) => text))
  return left.size === stored.size ? ({ kind: 'summary', messageCount: messages.length, ...said } as const) : null
}

const isQuoted = ({ model }: Answer): boolean => model === null || model === 'extractive'

/** The stored words, each with the messages that carry it. */
function saidPart(answer: Answer, cited: readonly CitedNow[], reading: Reading): Answered {
  const { statements, sources } = answer
  const style = isQuoted(answer) ? 'extractive' : 'written'
  const quotes = new Map(cited.map((each) => [each.ordinal, each.cited.quote]))
  const messages = new Map(cited.map(({ message }) => [`${message.channelId}:${message.ts}`, message]))
  const standing = { statements: statements ?? [], quotes, removedOrdinals: [], cause: null }
  return remainingAnswer({ style, standing, sources, messages }, reading)
}
