import { unreachable } from '@backscroll/core'
import { type AnswerButton, type AnswerControls, answerBlocks, type RenderedAnswer, retryHelps } from '@backscroll/slack'
import type { Answering } from '../answer-question.ts'
import type { Outcome } from '../outcome.ts'
import { composeFound } from './compose-found.ts'

/** Renders whatever a question came to. */
export function composeOutcome(
  outcome: Outcome,
  { question, answerId, isFirstHere }: Pick<Answering, 'question' | 'answerId'> & { isFirstHere: boolean },
): RenderedAnswer {
  switch (outcome.kind) {
    case 'found': {
      const isBelowQuestion = question.threadTs !== null
      return composeFound(outcome, { controls: controlsOf(outcome, question, answerId), isBelowQuestion, isFirstHere })
    }
    case 'help':
      return answerBlocks({ kind: 'help' })
    case 'greeting':
      return answerBlocks({ kind: 'greeting' })
    case 'failed': {
      const { kind: _, ...failure } = outcome
      const buttons: AnswerButton[] = retryHelps(outcome.reason) ? ['retry'] : []
      return answerBlocks({ kind: 'failed', ...failure, controls: { id: question.questionId, buttons } })
    }
    default:
      return unreachable(outcome)
  }
}

/** What may be pressed below an answer: what is for the asker alone can be shared and asked again in other words. */
function controlsOf(
  outcome: Extract<Outcome, { kind: 'found' }>,
  { audience, questionId, surface }: Answering['question'],
  answerId: string,
): AnswerControls {
  const isPrivate = audience === 'private'
  const canEdit: AnswerButton[] = isPrivate && surface !== 'api' ? ['edit'] : []
  switch (outcome.state) {
    case 'answered': {
      const canShare: AnswerButton[] = isPrivate && surface === 'command' && outcome.asker.settings.public_answers ? ['share'] : []
      return { id: answerId, buttons: [...canShare, ...canEdit, 'sources'], feedback: 'ask' }
    }
    case 'not_confident':
      return { id: answerId, buttons: canEdit, feedback: 'ask' }
    case 'nothing_found':
    case 'refused':
      return { id: questionId, buttons: canEdit }
    default:
      return unreachable(outcome.state)
  }
}
