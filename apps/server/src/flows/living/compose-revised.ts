import { mentionedIds, plainText, supersededBy, unreachable } from '@backscroll/core'
import { type Answer, type AnswerPost, type Question, type StoredMessage, type TenantTx, teamsOf, usersOf } from '@backscroll/db'
import { type AnswerControls, type Answered, type AnswerInput, answerBlocks, type CitedMessage, type RenderedAnswer } from '@backscroll/slack'
import { citedMessage, laterMessage, type Reading } from '../answers/compose/cited-message.ts'
import type { Cause, Standing } from './what-stands.ts'

/** An answer that was changed after it was given, and what is left of its messages by source id. */
export interface ToCompose {
  answer: Answer
  question: Question
  state: 'answered' | 'not_confident' | 'retracted'
  cause: Cause
  standing: Standing
  messages: ReadonlyMap<string, StoredMessage>
}

/**
 * What is shown of an answer from now on, in each of its places. Its small print goes: it spoke of another answer. No word of a message appears
 * that was not shown before.
 */
export async function composeRevised(tx: TenantTx, given: ToCompose): Promise<(post: AnswerPost | null) => RenderedAnswer> {
  const { answer, question } = given
  const asker = await usersOf(tx).get(question.askerId)
  const reading = { teamUrl: (await teamsOf(tx).get())?.url ?? '', timeZone: asker?.tz ?? 'UTC' }
  const asked = await askedText(tx, question)
  return (post) => {
    const isPrivate = post?.userId != null
    const standalone = question.standaloneText
    return answerBlocks(
      inputOf(given, reading, {
        ...(isPrivate && question.threadTs === null && asked ? { question: asked } : {}),
        ...(standalone ? { standaloneQuestion: standalone } : {}),
        controls: { id: answer.answerId, ...controlsFor(given.state) },
      }),
    )
  }
}

async function askedText(tx: TenantTx, { text }: Question): Promise<string> {
  const users = await usersOf(tx).names(mentionedIds(text).users)
  return plainText(text, { user: (id) => users.get(id), channel: () => undefined })
}

function controlsFor(state: ToCompose['state']): Omit<AnswerControls, 'id'> {
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

type Frame = Pick<Answered, 'question' | 'standaloneQuestion' | 'controls'>

const CLOSEST_CHANGED = 'A message that was shown here has changed or is gone.'

function inputOf(given: ToCompose, reading: Reading, frame: Frame): AnswerInput {
  const { answer, state, cause, standing } = given
  switch (state) {
    case 'retracted':
      return { kind: 'withdrawn', cause, ...frame }
    case 'not_confident': {
      const closest = answer.sources.flatMap(({ ordinal }) => cited(given, reading, ordinal, standing.quotes.get(ordinal) ?? null))
      return { kind: 'not-confident', closest, note: CLOSEST_CHANGED, ...frame }
    }
    case 'answered':
      return { kind: 'changed', change: cause, answer: { kind: 'answered', ...frame, ...answeredPart(given, reading) } }
    default:
      return unreachable(state)
  }
}

type Part = Pick<Extract<Answered, { style: 'extractive' }>, 'style' | 'quotes'> | Pick<Extract<Answered, { style: 'written' }>, 'style' | 'statements' | 'sources' | 'links'>
