import { describe, expect, test } from 'vitest'
import { buttonsOf, footer, linked, part, quoted, rendered, typesOf, written } from '../../test/answer-fixtures.ts'
import { linksIn, mrkdwnIn } from '../../test/block-limits.ts'
import { answerBlocks } from './answer-blocks.ts'
import type { AnswerInput } from './answer-input.ts'

describe('quotes', () => {
  test('question, label, quotes with their links, one footer', () => {
    const { text, blocks } = answerBlocks(quoted)
    expect(typesOf(blocks)).toEqual(['section', 'section', 'context'])
    expect(mrkdwnIn(blocks)).toEqual([
      'You asked: when do we ship?\nQuotes, no summary.',
      `> We ship the billing rewrite on 14 May.\n> If a &lt; b &amp; c.\n<${linked}|#billing, Ann, 2026-05-02>`,
      'Searched 3 channels.',
    ])
    expect(text).toContain('We ship the billing rewrite on 14 May.')
  })

  test('a quote that was overtaken says so, with a link to the message that did', () => {
    const changed = { dateText: '12 May', permalink: 'https://acme.slack.com/archives/C1/p2' }
    expect(rendered({ ...quoted, quotes: [{ ...part, changed }] })[1]).toMatch(
      /\n<https:\/\/acme\.slack\.com\/archives\/C1\/p2\|Changed on 12 May>$/,
    )
  })

  test('a time of day and a code of an emoji are quoted as they were written', () => {
    expect(rendered({ ...quoted, quotes: [{ ...part, quote: 'at 10:30:45 :tada:' }] })[1]).toContain('> at 10:30:45 :tada:\n')
  })

  test('a long quote ends at a sentence and keeps its link; quotes that find no room are counted', () => {
    const quote = 'This is one sentence of a long message. '.repeat(400)
    const long = rendered({ ...quoted, quotes: [{ ...part, quote }] })[1] ?? ''
    expect(long.length).toBeGreaterThan(2_900)
    expect(long).toMatch(/long message\. …\n<https:.*>$/)
    const many = answerBlocks({ ...quoted, quotes: Array.from({ length: 80 }, () => part) }).blocks
    expect(many.length).toBe(50)
    expect(mrkdwnIn(many).at(-2)).toBe('33 more not shown.')
    expect(rendered({ ...quoted, quotes: Array.from({ length: 10 }, () => ({ ...part, quote })) }).at(-2)).toBe('6 more not shown.')
  })

  test('a code fence left open cannot swallow the link', () => {
    const text = rendered({ ...quoted, quotes: [{ ...part, quote: 'see ```code', author: '```' }] })[1] ?? ''
    expect(text.match(/```/g)).toHaveLength(1)
  })
})

describe('what became of an answer', () => {
  test('a removed source leaves the rest, below a line that says so', () => {
    const texts = rendered({ kind: 'changed', change: 'source_removed', answer: written })
    expect(texts[0]).toBe(
      'You asked: and who owns it?\nA source was removed: a message this came from was deleted, and what stood on it is taken out.',
    )
    expect(texts[2]).toContain('Ann owns the billing rewrite.')
  })

  test('an edited source says that it was, and offers to ask again when told to', () => {
    const answer = { ...quoted, controls: { id: 'a1', buttons: ['again'] as const } }
    const { text, blocks } = answerBlocks({ kind: 'changed', change: 'source_changed', answer })
    expect(text).toMatch(/^A source changed/)
    expect(buttonsOf(blocks)).toEqual([['answer_again', 'Ask again=a1']])
  })

  test('an answer of which nothing remains is withdrawn, and nothing of it is said', () => {
    expect(rendered({ kind: 'withdrawn', cause: 'source_removed', question: 'when?' })).toEqual([
      'You asked: when?\nThis answer was withdrawn: the messages it came from were deleted.',
    ])
  })
})

describe('no answer', () => {
  test('not sure enough: three messages at most, and no claim', () => {
    const texts = rendered({ kind: 'not-confident', question: 'when?', closest: [part, part, part, part], footer })
    expect(texts[0]).toBe('You asked: when?\nI am not sure enough to answer that. These messages come closest:')
    expect(texts.filter((text) => text.startsWith('> '))).toHaveLength(3)
    expect(rendered({ kind: 'not-confident', closest: [] })).toEqual(['I am not sure enough to answer that.'])
  })

  test('nothing found, with what narrowed the search and a wider question', () => {
    const nothing: AnswerInput = { kind: 'nothing-found', question: 'who?', footer }
    expect(rendered(nothing)).toEqual(['You asked: who?\nNothing found that you can read.', 'Searched 3 channels.'])
    expect(rendered({ ...nothing, suggestion: 'Ask without the channel.' })[0]).toContain('\nAsk without the channel.')
    expect(rendered({ ...nothing, filters: ['in #billing', 'from Ann'], footer: { ...footer, window: 'last 7 days' } })[0]).toBe(
      'You asked: who?\nNothing found that you can read.\nThe search was narrowed: in #billing, from Ann, last 7 days.',
    )
  })

  test('a failure says what to do, and offers another try only when it can help', () => {
    const detail = 'The index is being built.'
    expect(rendered({ kind: 'failed', reason: 'indexing', detail })).toEqual([`${detail}\nYou can ask again in a moment.`])
    expect(rendered({ kind: 'failed', reason: 'bad_question', detail })).toEqual([detail])
    const controls = { id: 'q1', buttons: ['retry'] as const }
    const { blocks } = answerBlocks({ kind: 'failed', reason: 'model_unavailable', controls })
    expect(mrkdwnIn(blocks)).toEqual(['The model that writes answers cannot be reached.'])
    expect(buttonsOf(blocks)).toEqual([['answer_retry', 'Retry=q1']])
  })

  test('something that broke here names a reference and nothing else', () => {
    expect(rendered({ kind: 'failed', reason: 'internal', reference: 'q-17' })).toEqual([
      'Something went wrong on our side, and it has been logged.\nPlease ask again; if it stays, give your admin the reference q-17.',
    ])
  })

  test('what an admin can do has a link to where', () => {
    expect(rendered({ kind: 'failed', reason: 'not_installed', link: 'https://app.example.com/slack/install' })[1]).toBe(
      '<https://app.example.com/slack/install|Open Backscroll>',
    )
  })
})

describe('other answers', () => {
  test('a summary: points, decisions and open items with their owners, each with its message', () => {
    const item = { text: 'We ship on 14 May.', source: part }
    const input: AnswerInput = {
      kind: 'summary',
      messageCount: 120,
      points: [item],
      decisions: [item, item],
      openItems: [
        { ...item, owner: 'Bo' },
        { ...item, owner: null },
      ],
    }
    const cited = `(<${linked}|#billing, Ann, 2026-05-02>)`
    expect(rendered(input)).toEqual([
      '120 messages, summed up in their own words.',
      `Points:\n• We ship on 14 May. ${cited}`,
      `Decisions:\n• We ship on 14 May. ${cited}\n• We ship on 14 May. ${cited}`,
      `Open:\n• Bo: We ship on 14 May. ${cited}\n• nobody named: We ship on 14 May. ${cited}`,
    ])
    expect(rendered({ ...input, points: [], decisions: [], openItems: [] })).toEqual(['There is nothing in this thread to sum up.'])
  })

  test('who knows about something: names as words, with messages that show it', () => {
    const people = [{ name: 'Ann <@U1>', evidence: 'answered 4 questions about it', samples: [part, part, part, part] }]
    const [said, first = ''] = rendered({ kind: 'experts', topic: 'refunds', people })
    expect(said).toBe('Most of what you can read about refunds comes from:')
    expect(first).toMatch(/^1\. Ann &lt;@U1&gt;: answered 4 questions about it\n/)
    expect(linksIn(first)).toHaveLength(3)
    expect(rendered({ kind: 'experts', topic: 'refunds', people: [] })[0]).toContain('nobody')
  })

  test('which person is meant is asked with a button for each', () => {
    const people = [
      { value: 'q1:U2', name: 'Sarah Klein', detail: '@sarah.k' },
      { value: 'q1:U3', name: 'Sarah Meyer' },
    ]
    const { blocks } = answerBlocks({ kind: 'choose-person', wanted: 'Sarah', people })
    expect(mrkdwnIn(blocks)).toEqual(['There is more than one "Sarah". Whom do you mean?'])
    expect(buttonsOf(blocks)).toEqual([
      ['answer_choose:1', 'Sarah Klein (@sarah.k)=q1:U2'],
      ['answer_choose:2', 'Sarah Meyer=q1:U3'],
    ])
  })

  test('what a public answer leaves out is counted for the asker', () => {
    expect(rendered({ kind: 'only-you', count: 1 })[0]).toMatch(/^1 more result only you can see\./)
    expect(rendered({ kind: 'only-you', count: 4 })[0]).toMatch(/^4 more results only you can see\./)
  })

  test('related messages, and none', () => {
    expect(rendered({ kind: 'related', messages: [part] })).toHaveLength(2)
    expect(rendered({ kind: 'related', messages: [] })).toEqual(['Nothing related found that you can read.'])
  })

  test('help shows three questions to copy; the first answer in a channel says how to ask there', () => {
    expect(rendered({ kind: 'help' })[0]?.match(/`\/ask [^`]+`/g)).toHaveLength(3)
    expect(rendered({ kind: 'greeting' })[0]?.match(/^• .+\?$/gm)).toHaveLength(3)
    expect(rendered({ ...quoted, isFirstHere: true }).at(-1)).toBe(rendered({ kind: 'welcome' })[0])
  })
})

test('our own words hold no emoji, no bold and no heading', () => {
  const inputs: AnswerInput[] = [
    quoted,
    written,
    { kind: 'changed', change: 'channel_removed', answer: written },
    { kind: 'withdrawn', cause: 'source_changed' },
    { kind: 'not-confident', closest: [] },
    { kind: 'nothing-found', footer },
    { kind: 'searching', question: 'x' },
    { kind: 'help' },
    { kind: 'greeting' },
    { kind: 'welcome' },
    ...(['indexing', 'no_access', 'budget_reached', 'feature_off', 'internal'] as const).map((reason) => ({
      kind: 'failed' as const,
      reason,
    })),
  ]
  const own = inputs.flatMap(rendered).join('\n')
  expect(own).not.toMatch(/(?<!\d):[a-z_]+:|\*|^#|\p{Extended_Pictographic}/mu)
})
