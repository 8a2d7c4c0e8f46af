import type { AnswerInput } from './answer-input.ts'
import { framed } from './frame.ts'
import { quoteBlocks } from './quotes.ts'
import type { RenderedAnswer } from './rendered-answer.ts'

const MAX_LENGTH = 700

/** Renders messages about the same thing, each in its own words with a link to it. */
export function related(input: Extract<AnswerInput, { kind: 'related' }>): RenderedAnswer {
  const said = input.messages.length > 0 ? 'About the same thing, as far as you can read:' : 'Nothing related found that you can read.'
  return { text: said, blocks: framed(input, said, (room) => quoteBlocks(input.messages, room, MAX_LENGTH)) }
}

/** Renders, for the asker alone, how much a public answer leaves out. */
export function onlyYou(input: Extract<AnswerInput, { kind: 'only-you' }>): RenderedAnswer {
  const said = `${input.count} more ${input.count === 1 ? 'result' : 'results'} only you can see.${input.controls?.buttons.includes('onlyYou') ? '' : ` Ask with \`/ask\` to read ${input.count === 1 ? 'it' : 'them'}.`}`
  return { text: said, blocks: framed(input, said, () => []) }
}
