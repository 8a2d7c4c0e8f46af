import { SECTION_LENGTH, section } from '../block.ts'
import { fittedMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { safeLink } from '../mrkdwn/source-link.ts'
import type { AnswerInput } from './answer-input.ts'
import { FAILURE_WORDS, retryHelps } from './failure-words.ts'
import { framed } from './frame.ts'
import { clip } from './notification.ts'
import { quoteBlocks } from './quotes.ts'
import type { RenderedAnswer } from './rendered-answer.ts'

/** How many messages stand in for an answer. */
const MAX_CLOSEST = 3
const MAX_CLOSEST_LENGTH = 1_000
const MAX_SAID = SECTION_LENGTH / 2
const MAX_FILTERS = 10

/** Renders the closest messages without a claim. */
export function notConfident(input: Extract<AnswerInput, { kind: 'not-confident' }>): RenderedAnswer {
  const closest = input.closest.slice(0, MAX_CLOSEST)
  const said = `I am not sure enough to answer that.${closest.length > 0 ? ' These messages come closest:' : ''}`
  return { text: said, blocks: framed(input, said, (room) => quoteBlocks(closest, room, MAX_CLOSEST_LENGTH)) }
}

/** Renders that there is nothing, with what narrowed the search and one wider question. */
export function nothingFound(input: Extract<AnswerInput, { kind: 'nothing-found' }>): RenderedAnswer {
  const narrowed = [...(input.filters ?? []).slice(0, MAX_FILTERS), input.footer?.window ?? ''].filter(Boolean)
  const said = [
    'Nothing found that you can read.',
    narrowed.length > 0 ? fittedMrkdwn(`The search was narrowed: ${narrowed.join(', ')}.`, MAX_SAID / 2) : '',
    input.suggestion ? fittedMrkdwn(input.suggestion, MAX_SAID / 2) : '',
  ]
    .filter(Boolean)
    .join('\n')
  return { text: clip(said), blocks: framed(input, said, () => []) }
}

/** Renders why there is no answer and what the person can do. */
export function failed(input: Extract<AnswerInput, { kind: 'failed' }>): RenderedAnswer {
  const { reason, detail, reference, link, controls } = input
  const offersRetry = controls?.buttons.includes('retry') ?? false
  const said = [
    fittedMrkdwn(detail ?? '', MAX_SAID) || FAILURE_WORDS[reason].said,
    reference ? fittedMrkdwn(`Please ask again; if it stays, give your admin the reference ${reference}.`, 300) : '',
    retryHelps(reason) && !reference && !offersRetry ? 'You can ask again in a moment.' : '',
  ]
    .filter(Boolean)
    .join('\n')
  return { text: clip(said), blocks: framed(input, said, () => (link ? [section(safeLink(link, 'Open Backscroll'))] : [])) }
}
