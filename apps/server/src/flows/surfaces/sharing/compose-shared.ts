import { confidenceBand, type VisibleChannels } from '@backscroll/core'
import { type Answer, type Question, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type Answered, answerBlocks, type RenderedAnswer } from '@backscroll/slack'
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
    ...saidPart(answer, cited),
  })
}

function saidPart({ statements, model }: Answer, cited: readonly CitedNow[]): Answered {
  const byOrdinal = new Map(cited.map((each) => [each.ordinal, each]))
  const idOf = (ordinal: number) => String(ordinal)
  if (model === null || model === 'extractive') {
    const quotes = (statements ?? []).flatMap(({ text, ordinals }) =>
      ordinals.flatMap((ordinal) => {
        const source = byOrdinal.get(ordinal)
        return source ? [{ ...source.cited, quote: text }] : []
      }),
    )
    return { kind: 'answered', style: 'extractive', quotes }
  }
  return {
    kind: 'answered',
    style: 'written',
    statements: (statements ?? []).map(({ text, ordinals }) => ({ text, sourceIds: ordinals.map(idOf) })),
    sources: cited.map((source) => ({ id: idOf(source.ordinal), ...source.cited })),
    links: cited.flatMap(({ message }) => message.text.match(/https?:\/\/[^\s<>|"'`]+/g) ?? []),
  }
}
