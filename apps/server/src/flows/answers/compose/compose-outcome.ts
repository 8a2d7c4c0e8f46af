import { unreachable } from '@backscroll/core'
import { type AnswerButton, type AnswerControls, answerBlocks, type RenderedAnswer, retryHelps } from '@backscroll/slack'
import type { Answering } from '../answering.ts'
import type { WholeAnswer } from '../deliver/place.ts'
import type { Outcome } from '../outcome.ts'
import { citedMessage } from './cited-message.ts'
import { composeFound } from './compose-found.ts'

/** Renders whatever a question came to. */
export function composeOutcome(
  outcome: Outcome,
  { question, answerId, isFirstHere }: Pick<Answering, 'question' | 'answerId'> & { isFirstHere: boolean },
): WholeAnswer {
  switch (outcome.kind) {
    case 'found': {
      const isBelowQuestion = question.threadTs !== null
      return composeFound(outcome, { controls: controlsOf(outcome, question, answerId), isBelowQuestion, isFirstHere })
    }
    case 'experts': {
      const { topic, asker } = outcome
      const people = outcome.people.map(({ name, evidence, samples }) => ({
        name,
        evidence,
        samples: samples.map((message) => citedMessage(message, message.text, asker)),
      }))
      const controls: AnswerControls = { id: answerId, buttons: [], ...(people.length > 0 ? { feedback: 'ask' } : {}) }
      return alone(
        answerBlocks({ kind: 'experts', topic, people, controls, ...(question.threadTs === null ? { question: outcome.asked } : {}) }),
      )
    }
    case 'help':
      return alone(answerBlocks({ kind: 'help' }))
    case 'greeting':
      return alone(answerBlocks({ kind: 'greeting' }))
    case 'failed': {
      const { kind: _, ...failure } = outcome
      const buttons: AnswerButton[] = retryHelps(outcome.reason) ? ['retry'] : []
      return alone(answerBlocks({ kind: 'failed', ...failure, controls: { id: question.questionId, buttons } }))
    }
    default:
      return unreachable(outcome)
  }
}

const alone = (message: RenderedAnswer): WholeAnswer => ({ message, below: null, statements: 0 })

/** What may be pressed below an answer: what is for the asker alone can be shared and asked again in other words. */
function controlsOf(
  outcome: Extract<Outcome, { kind: 'found' }>,
  { audience, questionId, surface }: Answering['question'],
  answerId: string,
): AnswerControls {
  const isPrivate = audience === 'private' || surface === 'command'
  const canEdit: AnswerButton[] = isPrivate && surface !== 'api' ? ['edit'] : []
  switch (outcome.state) {
    case 'answered': {
      // an answer for everybody that is shown to its asker first is shared, too
      const canShare: AnswerButton[] = surface === 'command' && outcome.asker.settings.public_answers ? ['share'] : []
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
