import { context, MESSAGE_BLOCKS, type SlackBlock, section } from '../block.ts'
import { fittedMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import type { AnswerInput } from './answer-input.ts'
import { controlBlocks } from './controls.ts'
import { footerMrkdwn } from './footer.ts'
import { WELCOME } from './welcome.ts'

/** What stands around any answer. */
export type Frame = Pick<
  Extract<AnswerInput, { kind: 'withdrawn' }>,
  'question' | 'standaloneQuestion' | 'note' | 'footer' | 'controls' | 'isFirstHere'
>

const MAX_QUESTION_LENGTH = 500
const MAX_NOTE_LENGTH = 1_000

/**
 * An answer within its frame: the question and `said` above, what the frame holds below.
 * @param said mrkdwn, short; empty when the body says it all.
 * @param body is given how many blocks there is room for.
 */
export function framed(frame: Frame, said: string, body: (room: number) => SlackBlock[], hidden = 0): SlackBlock[] {
  const opening = [frame.question ? `You asked: ${fittedMrkdwn(frame.question, MAX_QUESTION_LENGTH)}` : '', said].filter(Boolean).join('\n')
  const above = [...(opening ? [section(opening)] : []), ...understoodAs(frame)]
  const below = belowAnswer(frame, hidden)
  return [...above, ...body(MESSAGE_BLOCKS - above.length - below.length), ...below]
}

/** What stands below the body of an answer. */
export const belowAnswer = ({ note, footer, controls, isFirstHere }: Frame, hidden: number): SlackBlock[] => [
  ...(note ? [context(fittedMrkdwn(note, MAX_NOTE_LENGTH) || 'Note')] : []),
  ...(footer ? [context(footerMrkdwn(footer))] : []),
  ...controlBlocks(controls, hidden),
  ...(isFirstHere ? [context(WELCOME)] : []),
]

/** How a follow-up was understood, in small print. */
export const understoodAs = ({ standaloneQuestion }: Frame): SlackBlock[] =>
  standaloneQuestion ? [context(`Understood as: ${fittedMrkdwn(standaloneQuestion, MAX_QUESTION_LENGTH)}`)] : []
