import { unreachable } from '@backscroll/core'
import { context, section } from '../block.ts'
import { fittedMrkdwn } from '../mrkdwn/plain-mrkdwn.ts'
import type { AnswerInput } from './answer-input.ts'
import { answered } from './answered.ts'
import { greeting, help } from './help.ts'
import { failed, notConfident, nothingFound } from './no-answer.ts'
import { choosePerson, experts } from './people.ts'
import { onlyYou, related } from './related.ts'
import type { RenderedAnswer } from './rendered-answer.ts'
import { summary } from './summary.ts'
import { WELCOME } from './welcome.ts'
import { changedAnswer, withdrawn } from './what-became.ts'

/** Renders an answer within Slack's limits; nothing in its input can ping, link elsewhere or break a link. */
export function answerBlocks(input: AnswerInput): RenderedAnswer {
  switch (input.kind) {
    case 'answered':
      return answered(input)
    case 'changed':
      return changedAnswer(input)
    case 'withdrawn':
      return withdrawn(input)
    case 'not-confident':
      return notConfident(input)
    case 'nothing-found':
      return nothingFound(input)
    case 'failed':
      return failed(input)
    case 'summary':
      return summary(input)
    case 'related':
      return related(input)
    case 'experts':
      return experts(input)
    case 'choose-person':
      return choosePerson(input)
    case 'only-you':
      return onlyYou(input)
    case 'searching':
      return oneLine(
        `Searching the messages ${input.audience ? 'that everybody here' : 'you'} can read for: ${fittedMrkdwn(input.question, 500)}`,
      )
    case 'asked':
      return oneLine(`You asked: ${fittedMrkdwn(input.question, 1_000)}`)
    case 'help':
      return help()
    case 'greeting':
      return greeting()
    case 'welcome':
      return { text: WELCOME, blocks: [context(WELCOME)] }
    default:
      return unreachable(input)
  }
}

const oneLine = (text: string): RenderedAnswer => ({ text, blocks: [section(text)] })
