import { ANSWER_ACTIONS } from '../action-ids.ts'
import { actions, type SlackBlock, section } from '../block.ts'
import { button } from '../element.ts'
import { fittedMrkdwn, plainMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import { shortQuote } from '../mrkdwn/quote.ts'
import { nameOf } from '../mrkdwn/source-link.ts'
import { packLines } from '../mrkdwn/split-text.ts'
import { visibleLine } from '../mrkdwn/visible-text.ts'
import type { AnswerInput, Expert } from './answer-input.ts'
import { framed } from './frame.ts'
import type { RenderedAnswer } from './rendered-answer.ts'

const MAX_EXPERTS = 5
const MAX_SAMPLES = 3
const MAX_PEOPLE = 10
const MAX_TOPIC = 200

/** Renders who knows about something, with messages that show it; names are words and wake nobody. */
export function experts(input: Extract<AnswerInput, { kind: 'experts' }>): RenderedAnswer {
  const topic = fittedMrkdwn(visibleLine(input.topic), MAX_TOPIC) || 'it'
  const people = input.people.slice(0, MAX_EXPERTS)
  const said =
    people.length > 0
      ? `Most of what you can read about ${topic} comes from:`
      : `I found nobody who has written about ${topic} where you can read it.`
  return { text: said, blocks: framed(input, said, (room) => people.flatMap(expertBlocks).slice(0, room)) }
}

function expertBlocks({ name, evidence, samples }: Expert, index: number): SlackBlock[] {
  const who = `${index + 1}. ${plainMrkdwn(nameOf(name))}: ${fittedMrkdwn(visibleLine(evidence), 300)}`
  return packLines([who, ...samples.slice(0, MAX_SAMPLES).map((sample) => `• ${shortQuote(sample)}`)]).map(section)
}

/** Renders the question which of several people is meant, with a button for each. */
export function choosePerson(input: Extract<AnswerInput, { kind: 'choose-person' }>): RenderedAnswer {
  const said = `There is more than one "${plainMrkdwn(nameOf(input.wanted))}". Whom do you mean?`
  const buttons = input.people.slice(0, MAX_PEOPLE).map(({ value, name, detail }, index) => {
    const label = detail ? `${nameOf(name)} (${nameOf(detail)})` : nameOf(name)
    return button(`${ANSWER_ACTIONS.choose}:${index + 1}`, label, value)
  })
  return { text: said, blocks: framed(input, said, () => (buttons.length > 0 ? [actions(buttons)] : [])) }
}
