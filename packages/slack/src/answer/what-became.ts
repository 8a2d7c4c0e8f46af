import type { AnswerInput } from './answer-input.ts'
import { answered } from './answered.ts'
import { framed } from './frame.ts'
import type { RenderedAnswer } from './rendered-answer.ts'

type Cause = Extract<AnswerInput, { kind: 'withdrawn' }>['cause']

const CHANGED: Readonly<Record<Cause, string>> = {
  source_removed: 'A source was removed: a message this came from was deleted, and what stood on it is taken out.',
  source_changed: 'A source changed: a message this came from was edited. Ask again for how it stands now.',
  channel_removed: 'A source was removed: a channel this came from is no longer searched, and what stood on it is taken out.',
}
const WITHDRAWN: Readonly<Record<Cause, string>> = {
  source_removed: 'This answer was withdrawn: the messages it came from were deleted.',
  source_changed: 'This answer was withdrawn: the messages it came from were edited and no longer say it.',
  channel_removed: 'This answer was withdrawn: what it came from is no longer searched.',
}

/** Renders what remains of a posted answer, below a line that says why. */
export const changedAnswer = ({ change, answer }: Extract<AnswerInput, { kind: 'changed' }>): RenderedAnswer =>
  answered(answer, CHANGED[change])

/** Renders the place of an answer of which nothing remains. */
export const withdrawn = (input: Extract<AnswerInput, { kind: 'withdrawn' }>): RenderedAnswer => ({
  text: WITHDRAWN[input.cause],
  blocks: framed(input, WITHDRAWN[input.cause], () => []),
})
