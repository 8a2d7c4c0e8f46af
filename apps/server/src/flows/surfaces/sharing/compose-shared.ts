import { confidenceBand, type VisibleChannels } from '@backscroll/core'
import { type Answer, type Question, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type Answered, answerBlocks, type RenderedAnswer } from '@backscroll/slack'
import type { Reading } from '../../answers/compose/cited-message.ts'
import { remainingAnswer } from '../../living/remaining-answer.ts'
import { askedText } from '../asked-text.ts'
import { type CitedNow, citedNow } from '../cited-now.ts'

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
  const value = answer.confidence ?? 0
  return answerBlocks({
    question: await askedText(tx, question),
    footer: {
      confidence: { band: confidenceBand(value), value },
      coverage: `Shared by ${name}. Everybody here can read what it comes from.`,
    },
    controls: { id: answer.answerId, buttons: ['sources'], feedback: 'ask' },
    ...(isFirstHere ? { isFirstHere } : {}),
    ...saidPart(answer, cited, reading),
  })
}

/** The stored words, each with the messages that carry it. */
function saidPart({ statements, model, sources }: Answer, cited: readonly CitedNow[], reading: Reading): Answered {
  const style = model === null || model === 'extractive' ? 'extractive' : 'written'
  const quotes = new Map(cited.map((each) => [each.ordinal, each.cited.quote]))
  const messages = new Map(cited.map(({ message }) => [`${message.channelId}:${message.ts}`, message]))
  const standing = { statements: statements ?? [], quotes, removedOrdinals: [], cause: null }
  return remainingAnswer({ style, standing, sources, messages }, reading)
}
