import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnswerInput, answerBlocks, type RenderedAnswer } from './answer-blocks.ts'

const part = {
  quote: 'We ship the billing rewrite on 14 May.\nIf a < b & c.',
  author: 'Ann',
  channelName: 'billing',
  dateText: '2026-05-02',
  permalink: 'https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1.000001&cid=C1',
}
const answered: AnswerInput = {
  kind: 'answered',
  label: 'quotes, no summary',
  question: 'when do we ship?',
  parts: [part],
  footer: 'Searched 3 channels.',
}
const textsOf = ({ blocks }: RenderedAnswer) =>
  blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : block.type === 'context' ? [block.elements[0].text] : []))

describe('what people see', () => {
  test('an answer: question, label, quotes with their links, one footer', () => {
    const rendered = answerBlocks(answered)
    expect(rendered.blocks.map(({ type }) => type)).toEqual(['section', 'section', 'context'])
    expect(textsOf(rendered)).toEqual([
      'You asked: when do we ship?\nQuotes, no summary.',
      '> We ship the billing rewrite on 14 May.\n> If a &lt; b &amp; c.\n<https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1.000001&amp;cid=C1|#billing, Ann, 2026-05-02>',
      'Searched 3 channels.',
    ])
    expect(rendered.text).toContain('We ship the billing rewrite on 14 May.')
  })

  test('nothing found, with and without a suggestion', () => {
    const nothing: AnswerInput = { kind: 'nothing-found', question: 'who?', footer: 'Searched 3 channels.' }
    expect(textsOf(answerBlocks(nothing))).toEqual(['You asked: who?\nNothing found that you can read.', 'Searched 3 channels.'])
    expect(textsOf(answerBlocks({ ...nothing, suggestion: 'Ask without the channel.' }))[0]).toContain('\nAsk without the channel.')
  })

  test('a failure says what to do, and offers another try only when it can help', () => {
    const failed: AnswerInput = { kind: 'failed', reasonText: 'The index is being built.', canRetry: true }
    expect(textsOf(answerBlocks(failed))).toEqual(['The index is being built.\nYou can ask again in a moment.'])
    expect(textsOf(answerBlocks({ ...failed, canRetry: false }))).toEqual(['The index is being built.'])
  })

  test('help shows three questions to copy', () => {
    expect(textsOf(answerBlocks({ kind: 'help' }))[0]?.match(/`\/ask [^`]+`/g)).toHaveLength(3)
  })

  test('our own words hold no emoji, no bold and no heading', () => {
    const own = [answered, { kind: 'help' }, { kind: 'failed', reasonText: 'x', canRetry: true }] as const
    expect(own.flatMap((input) => textsOf(answerBlocks(input))).join('\n')).not.toMatch(/:[a-z_]+:|\*|^#|\p{Extended_Pictographic}/mu)
  })

  test('a time of day survives', () => {
    expect(textsOf(answerBlocks({ ...answered, parts: [{ ...part, quote: 'at 10:30:45' }] }))[1]).toContain('> at 10:30:45\n')
  })
})

describe('limits', () => {
  const sentences = 'This is one sentence of a long message. '.repeat(400)
  test('a long quote ends at a sentence and keeps its link', () => {
    const text = textsOf(answerBlocks({ ...answered, parts: [{ ...part, quote: sentences }] }))[1] ?? ''
    expect(text.length).toBeGreaterThan(2_900)
    expect(text).toMatch(/long message\. …\n<https:.*>$/)
  })

  test('quotes that find no room are counted', () => {
    const rendered = answerBlocks({ ...answered, parts: Array.from({ length: 80 }, () => part) })
    expect(rendered.blocks.length).toBe(50)
    expect(textsOf(rendered).at(-2)).toBe('33 more not shown.')
    expect(textsOf(answerBlocks({ ...answered, parts: Array.from({ length: 10 }, () => ({ ...part, quote: sentences })) })).at(-2)).toBe(
      '6 more not shown.',
    )
  })
})

describe('hostile words', () => {
  const nasty = fc.constantFrom(
    '<!channel>',
    '<!here>',
    '<@U123>',
    '<!subteam^S1>',
    '<https://evil.example|click>',
    '&lt;!channel&gt;',
    '```',
    '`',
    '\n',
    '\r',
    '\u2028',
    '\u0000',
    '\uD800',
    '|',
    '>',
    '<',
    '&',
    '*',
    '_',
    ' ',
    'a. ',
    ')',
  )
  const hostile = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 60 }).map((words) => words.join(''))
  const link = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    hostile,
    hostile.map((tail) => `https://acme.slack.com/archives/${tail}`),
    fc.constant('javascript:alert(1)'),
  )
  const quote = fc.record({ quote: hostile, author: hostile, channelName: hostile, dateText: hostile, permalink: link })
  const input: fc.Arbitrary<AnswerInput> = fc.oneof(
    fc.record({
      kind: fc.constant('answered' as const),
      label: hostile,
      question: hostile,
      parts: fc.array(quote, { maxLength: 60 }),
      footer: hostile,
    }),
    fc.record({ kind: fc.constant('nothing-found' as const), question: hostile, footer: hostile, suggestion: hostile }),
    fc.record({ kind: fc.constant('failed' as const), reasonText: hostile, canRetry: fc.boolean() }),
  )

  test('can neither ping, nor link elsewhere, nor break a link or a limit', () => {
    fc.assert(
      fc.property(input, (given) => {
        const rendered = answerBlocks(given)
        const links = given.kind === 'answered' ? given.parts.map(({ permalink }) => URL.parse(permalink)?.host) : []
        expect(rendered.blocks.length).toBeLessThanOrEqual(50)
        expect(rendered.text).not.toMatch(/[<>]/)
        for (const text of textsOf(rendered)) {
          expect(text.length).toBeLessThanOrEqual(3_000)
          expect(text.length).toBeGreaterThan(0)
          expect(text.isWellFormed()).toBe(true)
          expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
          const tokens = text.match(/<[^>]*>?/g) ?? []
          for (const token of tokens) {
            expect(token).toMatch(/^<https?:[^<>|\s]+\|#[^<>\n]+>$/)
            expect(links).toContain(URL.parse(token.slice(1, token.indexOf('|')).replaceAll('&amp;', '&'))?.host)
          }
          const outside = text.replaceAll(/<[^>]*>/g, '').replaceAll(/^> ?/gm, '')
          expect(outside).not.toMatch(/[<>]/)
          expect(outside.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&')
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a code fence left open cannot swallow the link', () => {
    const text = textsOf(answerBlocks({ ...answered, parts: [{ ...part, quote: 'see ```code', author: '```' }] }))[1] ?? ''
    expect(text.match(/```/g)).toHaveLength(1)
  })
})
