import { context, section } from '../block.ts'
import type { RenderedAnswer } from './rendered-answer.ts'

/** What `/ask` alone and `/ask help` say, in mrkdwn. */
const HELP_TEXT = [
  'Ask about anything that was said in the channels you can read. You get the words themselves, each with a link to its message. Only you see the answer to a command.',
  '• `/ask when do we ship the billing rewrite?`',
  '• `/ask who owns the staging database?`',
  '• `/ask what did we decide about refunds?`',
  'You can also mention me in a channel, or write to me directly.',
].join('\n')

const MORE = [
  'Narrow it anywhere in the question: `#channel`, `last week`, `from:@somebody`. `/askall` answers for the whole channel, from what everybody there can read.',
  '`/backscroll status` says what is searched, `/backscroll who` and a topic who knows about it, `/backscroll summary` and a link sums up a thread.',
].join('\n')

const GREETING = [
  'Hello. Ask me what was said in the channels you can read, and I answer with links to the messages. For example:',
  '• When do we ship the billing rewrite?',
  '• What did we decide about refunds last week?',
  '• Who knows about the staging database?',
].join('\n')

/** How to ask, with three questions to copy. */
export const help = (): RenderedAnswer => ({ text: HELP_TEXT, blocks: [section(HELP_TEXT), context(MORE)] })

/** What a greeting and a mention without a question get. */
export const greeting = (): RenderedAnswer => ({ text: GREETING, blocks: [section(GREETING)] })
