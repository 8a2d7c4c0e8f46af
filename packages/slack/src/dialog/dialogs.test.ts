import { channelId, InvalidInputError } from '@backscroll/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linked, part } from '../../test/answer-fixtures.ts'
import { blockFaults, mrkdwnFaults, mrkdwnIn } from '../../test/block-limits.ts'
import { hostileLink, hostileWords } from '../../test/hostile-words.ts'
import { DIALOGS, FIELDS, feedbackChoice } from '../action-ids.ts'
import { interactionOf } from '../interaction.ts'
import type { ModalView } from '../view.ts'
import { askModal } from './ask-modal.ts'
import { feedbackModal } from './feedback-modal.ts'
import { noticeModal } from './notice-modal.ts'
import { sourcesModal } from './sources-modal.ts'
import { fieldErrors, nextDialog } from './submission-reply.ts'

const inputsOf = ({ blocks }: ModalView) => blocks.flatMap((block) => (block.type === 'input' ? [block] : []))
const channels = [
  { channelId: channelId('C1'), name: 'billing' },
  { channelId: channelId('C2'), name: 'infra' },
]

describe('the dialog that asks', () => {
  test('a question is needed, a channel and a time are not', () => {
    const view = askModal({ channels, privateMetadata: 'C9' })
    expect(view).toMatchObject({ callback_id: 'ask', private_metadata: 'C9', submit: { text: 'Ask' } })
    expect(inputsOf(view).map(({ block_id, optional }) => [block_id, optional])).toEqual([
      ['ask_question', false],
      ['ask_channel', true],
      ['ask_days', true],
    ])
    expect(inputsOf(askModal({ privateMetadata: '' })).map(({ block_id }) => block_id)).toEqual(['ask_question', 'ask_days'])
  })

  test('it can begin with a question, a channel and a time', () => {
    const view = askModal({ question: 'when do we ship?', channels, channelId: channelId('C2'), days: 30, privateMetadata: '' })
    expect(inputsOf(view).map(({ element }) => element)).toMatchObject([
      { initial_value: 'when do we ship?', max_length: 1_000 },
      { initial_option: { value: 'C2', text: { text: '#infra' } } },
      { initial_option: { value: '30' } },
    ])
    const long = inputsOf(askModal({ question: `${'x'.repeat(999)}\u{1F600}`, privateMetadata: '' }))[0]?.element
    expect(long).toMatchObject({ initial_value: 'x'.repeat(999) })
  })

  test('what is sent off reads back by the names of the fields', () => {
    const view = {
      callback_id: DIALOGS.ask,
      state: { values: Object.fromEntries([FIELDS.question, FIELDS.days].map((name) => [name, { [name]: { value: 'v' } }])) },
    }
    const read = interactionOf({ type: 'view_submission', team: { id: 'T0001AAA' }, user: { id: 'U1' }, view })
    expect(read).toMatchObject({
      callbackId: 'ask',
      values: new Map([
        ['ask_question', ['v']],
        ['ask_days', ['v']],
      ]),
    })
  })

  test('it carries no more than Slack takes', () => {
    expect(() => askModal({ privateMetadata: 'x'.repeat(3_001) })).toThrow(InvalidInputError)
  })
})

describe('the dialog of feedback', () => {
  test('one of four reasons, and a comment if one likes', () => {
    const view = feedbackModal({ answerId: 'a1', reason: 'outdated', comment: 'see #infra' })
    expect(view).toMatchObject({ callback_id: 'feedback', private_metadata: 'a1' })
    const [reason, comment] = inputsOf(view).map(({ element }) => element)
    expect(reason).toMatchObject({ action_id: 'feedback_reason', initial_option: { value: 'outdated' } })
    expect(JSON.stringify(reason).match(/"value":"(\w+)"/g)).toEqual(
      expect.arrayContaining(['"value":"wrong"', '"value":"missing_source"', '"value":"not_helpful"']),
    )
    expect(comment).toMatchObject({ action_id: 'feedback_comment', initial_value: 'see #infra' })
  })

  test('a pressed thumb reads back, and nothing else does', () => {
    expect(feedbackChoice('good:a1')).toEqual({ verdict: 'good', id: 'a1' })
    expect(feedbackChoice('bad:0b5e7c1e-7a53-4b52-9f0a-3a4f1b1d2c3e')).toMatchObject({ verdict: 'bad' })
    for (const value of ['', 'good:', 'fine:a1', 'good:a1 ', "good:'--", `good:${'x'.repeat(65)}`]) expect(feedbackChoice(value)).toBeNull()
  })
})

describe('dialogs that only show', () => {
  test('every source with its number, its words and its link', () => {
    const view = sourcesModal({ question: 'when?', sources: [part, part] })
    expect(mrkdwnIn(view.blocks)).toEqual([
      'You asked: when?',
      `> We ship the billing rewrite on 14 May.\n> If a &lt; b &amp; c.\n1. <${linked}|#billing, Ann, 2026-05-02>`,
      `> We ship the billing rewrite on 14 May.\n> If a &lt; b &amp; c.\n2. <${linked}|#billing, Ann, 2026-05-02>`,
    ])
    expect(mrkdwnIn(sourcesModal({ sources: Array.from({ length: 120 }, () => part) }).blocks).at(-1)).toBe('21 more not shown.')
    expect(mrkdwnIn(sourcesModal({ sources: [] }).blocks)).toHaveLength(1)
  })

  test('a notice', () => {
    expect(noticeModal({ title: 'Shared', text: 'The answer stands in <#C1>.' })).toMatchObject({
      title: { text: 'Shared' },
      close: { text: 'Close' },
      blocks: [{ text: { text: 'The answer stands in &lt;#C1&gt;.' } }],
    })
  })
})

test('a reply to a submission says what is wrong, or shows what comes next', () => {
  expect(fieldErrors({ ask_question: 'Please use at least three letters.' })).toEqual({
    response_action: 'errors',
    errors: { ask_question: 'Please use at least three letters.' },
  })
  const view = noticeModal({ title: 'Thanks', text: 'Noted.' })
  expect(nextDialog(view)).toEqual({ response_action: 'update', view })
})

test("whatever stands in it, a dialog fits Slack's limits and nothing in it pings or links elsewhere", () => {
  const message = fc.record({
    quote: hostileWords,
    author: hostileWords,
    channelName: hostileWords,
    dateText: hostileWords,
    permalink: hostileLink,
  })
  const named = fc
    .uniqueArray(fc.stringMatching(/^C[A-Z0-9]{1,8}$/), { maxLength: 120 })
    .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ channelId: fc.constant(channelId(id)), name: hostileWords }))))
  const view = fc.oneof(
    fc
      .record({ question: hostileWords, channels: named, days: fc.integer(), privateMetadata: fc.string({ maxLength: 3_000 }) })
      .map(askModal),
    fc.record({ answerId: fc.uuid(), comment: hostileWords }).map(feedbackModal),
    fc.record({ question: hostileWords, sources: fc.array(message, { maxLength: 110 }) }).map(sourcesModal),
    fc.record({ title: hostileWords, text: hostileWords }).map(noticeModal),
  )
  fc.assert(
    fc.property(view, ({ title, submit, close, private_metadata = '', blocks }) => {
      for (const text of [title, submit, close]) expect(text?.text.length ?? 1).toBeLessThanOrEqual(24)
      expect(private_metadata.length).toBeLessThanOrEqual(3_000)
      expect(blockFaults(blocks, 100)).toEqual([])
      expect(blocks.some(({ type }) => type === 'input')).toBe(submit !== undefined)
      const isWebAddress = (address: string) => /^https?:/.test(address) && !/^https?:\/\/[^/]*@/.test(address)
      expect(mrkdwnIn(blocks).flatMap((text) => mrkdwnFaults(text, isWebAddress))).toEqual([])
    }),
    { numRuns: 200 },
  )
})
