import { answerBlocks } from '../src/answer/answer-blocks.ts'
import type { Answered, AnswerInput } from '../src/answer/answer-input.ts'
import type { SlackBlock } from '../src/block.ts'
import { mrkdwnIn } from './block-limits.ts'

/** A message and answers from it, as the tests of answers show them. */
export const permalink = 'https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1.000001&cid=C1'
export const linked = permalink.replaceAll('&', '&amp;')
export const part = {
  quote: 'We ship the billing rewrite on 14 May.\nIf a < b & c.',
  author: 'Ann',
  channelName: 'billing',
  dateText: '2026-05-02',
  permalink,
}
export const footer = { coverage: 'Searched 3 channels.' }
export const quoted: Extract<Answered, { style: 'extractive' }> = {
  kind: 'answered',
  style: 'extractive',
  label: 'quotes, no summary',
  question: 'when do we ship?',
  quotes: [part],
  footer,
}
export const source = (id: string) => ({ ...part, id, permalink: `https://acme.slack.com/archives/C1/${id}` })
export const written: Extract<Answered, { style: 'written' }> = {
  kind: 'answered',
  style: 'written',
  question: 'and who owns it?',
  standaloneQuestion: 'who owns the billing rewrite?',
  statements: [
    { text: 'Ann owns the billing rewrite.', sourceIds: ['p1'] },
    { text: 'It ships on 14 May at 10:30:45.', sourceIds: ['p2', 'p1', 'p2'] },
  ],
  sources: [source('p1'), source('p2')],
  footer: {
    confidence: { band: 'very_low', value: 38.6 },
    window: 'last 30 days',
    coverage: 'Searched 14 of 22 channels you can read.',
    seconds: 1.24,
  },
  controls: { id: 'a1', buttons: ['share', 'edit', 'sources'], feedback: 'ask' },
}
/** The mrkdwn of an answer, in order. */
export const rendered = (input: AnswerInput) => mrkdwnIn(answerBlocks(input).blocks)
/** The types of blocks, in order. */
export const typesOf = (blocks: readonly SlackBlock[]) => blocks.map(({ type }) => type)
/** What can be pressed, each with its label and value. */
export const buttonsOf = (blocks: readonly SlackBlock[]) =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((element) => [element.action_id, element.type === 'button' ? `${element.text.text}=${element.value}` : ''])
