import { unreachable } from '@backscroll/core'
import { type Answer, type AnswerPost, type Question, type StoredMessage, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type AnswerControls, type Answered, type AnswerInput, answerBlocks, type RenderedAnswer } from '@backscroll/slack'
import { citedMessage, type Reading } from '../answers/compose/cited-message.ts'
import { askedText } from '../surfaces/asked-text.ts'
import { type Remaining, remainingAnswer } from './remaining-answer.ts'
import type { Cause, Standing } from './what-stands.ts'

/** An answer that was changed after it was given, and what is left of its messages by source id. */
export interface ToCompose {
  answer: Answer
  question: Question
  style: 'extractive' | 'written'
  state: 'answered' | 'not_confident' | 'retracted'
  cause: Cause
  standing: Standing
  messages: ReadonlyMap<string, StoredMessage>
}

/**
 * What is shown of an answer from now on, in each of its places. Its small print goes, because it spoke of another answer. No word of a message
 * appears that was not shown before.
 */
export async function composeRevised(tx: TenantTx, given: ToCompose): Promise<(post: AnswerPost | null) => RenderedAnswer> {
  const { answer, question, state } = given
  const asker = await usersOf(tx).get(question.askerId)
  const reading = { teamUrl: (await teamsOf(tx).get())?.url ?? '', timeZone: asker?.tz ?? 'UTC' }
  const asked = await askedText(tx, question)
  const isBelowQuestion = question.threadTs !== null
  const sharer = (await usersOf(tx).names([answer.sharedBy ?? ''])).get(answer.sharedBy ?? '') ?? 'somebody'
  return (post) => {
    const isShared = post !== null && post.userId === null && post.channelId === answer.sharedChannelId
    const frame: Frame = {
      ...(isBelowQuestion || !asked ? {} : { question: asked }),
      ...(isShared ? { footer: { coverage: `Shared by ${sharer}.` } } : {}),
      ...(question.standaloneText ? { standaloneQuestion: question.standaloneText } : {}),
      controls: { id: answer.answerId, ...controlsOf(state) },
    }
    return answerBlocks(inputOf(given, reading, frame))
  }
}

function controlsOf(state: ToCompose['state']): Omit<AnswerControls, 'id'> {
  switch (state) {
    case 'answered':
      return { buttons: ['again', 'sources'], feedback: 'ask' }
    case 'not_confident':
    case 'retracted':
      return { buttons: ['again'] }
    default:
      return unreachable(state)
  }
}

type Frame = Pick<Answered, 'question' | 'standaloneQuestion' | 'footer' | 'controls'>

const CLOSEST_CHANGED = 'A message that was shown here was changed or removed.'

function inputOf(given: ToCompose, reading: Reading, frame: Frame): AnswerInput {
  const { state, cause } = given
  const remaining: Remaining = { ...given, sources: given.answer.sources }
  switch (state) {
    case 'retracted':
      return { kind: 'withdrawn', cause, ...frame }
    case 'not_confident': {
      const closest = closestOf(remaining, reading)
      return { kind: 'not-confident', closest, note: CLOSEST_CHANGED, ...frame }
    }
    case 'answered':
      return { kind: 'changed', change: cause, answer: { ...remainingAnswer(remaining, reading), ...labelOf(given.answer), ...frame } }
    default:
      return unreachable(state)
  }
}

/** Other answers than those to questions are quotes, too, once something is taken out of them. */
function labelOf({ strategy }: Answer): { label?: string } {
  switch (strategy) {
    case 'summary':
      return { label: 'What is left of the summary, in the words of the messages' }
    case 'related':
      return { label: 'What is left of the related messages' }
    case 'experts':
      return { label: 'What is left of the messages that show who knows' }
    default:
      return {}
  }
}

const closestOf = ({ sources, messages, standing }: Remaining, reading: Reading) =>
  sources.flatMap(({ ordinal, channelId, ts }) => {
    const message = messages.get(`${channelId}:${ts}`)
    const quote = standing.quotes.get(ordinal)
    return message && quote !== undefined ? [citedMessage(message, quote, reading)] : []
  })
