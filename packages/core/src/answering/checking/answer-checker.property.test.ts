import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnswerEvent, Source } from '../../ports.ts'
import { attacks } from '../attacks/attacks.ts'
import { foldedText } from '../text/folded-text.ts'
import { neutralText } from '../text/neutral-text.ts'
import { answerChecker } from './answer-checker.ts'
import { linksHeld, linksIn } from './closed-links.ts'
import { holdsQuote, quotesIn } from './quotes.ts'
import type { Statement } from './statement.ts'

const sources: Source[] = [
  {
    id: 's1',
    text: 'We ship the billing rewrite on 14 December, see https://acme.com/run. "Ask Ann first", says Bob.',
    score: 3,
    author: 'Ann',
  },
  { id: 's2', text: 'The travel limit is 1,200 EUR <!channel> :tada: for Team Blue.', score: 2, author: 'Bob' },
  { id: 's3', text: 'Run `slip reset`.\n```\nslip reset --all\n```\nDie Frist ist der 3. Mai.', score: 1 },
]
const piece = fc.constantFrom(
  'We ship the billing rewrite on 14 December',
  'The travel limit is 1,200 EUR',
  'The travel limit is 1,300 EUR',
  'Bob says "Ask Ann first"',
  'Bob says "Ask Zoe first"',
  'see https://acme.com/run',
  'see [here](https://acme.com/run)',
  'see [run](https://evil.example/x)',
  'visit evil.example',
  '<!channel>',
  '<@U123|ann>',
  '&lt;!here&gt;',
  '@channel',
  '`slip reset`',
  '```\nslip reset --all\n```',
  '```',
  '`',
  '. ',
  '.',
  ' ',
  '\n',
  '- ',
  '1. ',
  '🎉',
  '\uD83D',
  '\u200B',
  '[1]',
  '**',
  'Confidence: 90%',
  'Sources:',
  'Der 3. Mai ist die Frist',
  '東京。',
)
const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 12 }).map((parts) => parts.join(''))
const citation = fc.record({
  kind: fc.constant('citation' as const),
  start: fc.integer({ min: -2, max: 300 }),
  end: fc.integer({ min: -2, max: 300 }),
  text: fc.oneof(piece, fc.constant('')),
  sourceIds: fc.array(fc.constantFrom('s1', 's2', 's3', 'zz'), { maxLength: 3 }),
})
const events = fc.array(
  fc.oneof({ weight: 2, arbitrary: text.map((said) => ({ kind: 'text' as const, text: said })) }, { weight: 3, arbitrary: citation }),
  { maxLength: 14 },
)
const finish = fc.constantFrom('complete' as const, 'cut' as const, 'refused' as const)

function run(given: readonly AnswerEvent[], style: 'written' | 'extractive' = 'written'): { early: Statement[]; all: Statement[] } {
  const checker = answerChecker({ style, question: 'when do we ship?', sources })
  const early = given.flatMap((event) => checker.push(event))
  return { early, all: [...early, ...checker.end(), ...checker.end()] }
}
const cutUp = (given: readonly AnswerEvent[], sizes: readonly number[]): AnswerEvent[] => {
  let n = 0
  return given.flatMap((event) => {
    if (event.kind !== 'text') return [event]
    const parts: AnswerEvent[] = []
    for (let at = 0; at < event.text.length; ) {
      const size = sizes[n++ % sizes.length] ?? 1
      parts.push({ kind: 'text', text: event.text.slice(at, at + size) })
      at += size
    }
    return parts
  })
}
const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 })

test('a stream cut into any pieces gives the same statements', () => {
  fc.assert(
    fc.property(events, finish, sizes, (given, ending, pieces) => {
      const whole: AnswerEvent[] = [...given, { kind: 'done', finish: ending, coverage: null }]
      expect(run(cutUp(whole, pieces)).all).toEqual(run(whole).all)
    }),
    { numRuns: 400 },
  )
})

test('whatever a model says, a statement holds only what its sources hold', () => {
  fc.assert(
    fc.property(events, fc.constantFrom('written' as const, 'extractive' as const), (given, style) => {
      const seen = new Set<string>()
      for (const statement of run([...given, { kind: 'done', finish: 'complete', coverage: null }], style).all) {
        const cited = sources.filter(({ id }) => statement.sourceIds.includes(id))
        expect(statement.sourceIds.length).toBe(cited.length)
        expect(cited.length).toBeGreaterThan(0)
        expect(statement.text).not.toMatch(/<[!@#]|\p{Default_Ignorable_Code_Point}|\p{Cs}/u)
        expect(statement.text.isWellFormed()).toBe(true)
        expect(statement.text.trim()).toBe(statement.text)
        for (const { sourceId, text: quote } of statement.quotes) {
          expect(statement.sourceIds).toContain(sourceId)
          const source = sources.find(({ id }) => id === sourceId)
          expect(foldedText(source?.text ?? '')).toContain(foldedText(quote))
        }
        if (style === 'extractive') continue
        for (const link of linksIn(statement.text)) expect(cited.some((source) => linksHeld(source.text).has(link))).toBe(true)
        const prose = statement.text.replaceAll(/`[^`]*`/g, ' ')
        for (const quote of quotesIn(prose))
          expect(cited.some((source) => holdsQuote(foldedText(neutralText(source.text)), quote))).toBe(true)
        expect(statement.text).not.toMatch(/1,300|Zoe|evil|@channel(?![\p{L}\p{N}_.-])|onfidence: 90/u)
        expect(seen.has(statement.text)).toBe(false)
        seen.add(statement.text)
      }
    }),
    { numRuns: 600 },
  )
})

test('what is shown early stands: the rest only follows, and a check at the end of everything shows at least as much', () => {
  const sentence = fc.constantFrom(
    'We ship the billing rewrite on 14 December. ',
    'The travel limit is 1,200 EUR. ',
    'The travel limit is 1,300 EUR. ',
    'Run `slip reset`.\n',
    'Ann is asked first. ',
    'Nobody knows. ',
  )
  const said = fc.array(fc.tuple(sentence, fc.array(fc.constantFrom('s1', 's2', 's3'), { maxLength: 2 })), { maxLength: 8 })
  fc.assert(
    fc.property(said, sizes, (sentences, pieces) => {
      let answer = ''
      const streamed: AnswerEvent[] = []
      const cited: AnswerEvent[] = []
      for (const [each, sourceIds] of sentences) {
        const event: AnswerEvent = {
          kind: 'citation',
          start: answer.length,
          end: answer.length + each.trimEnd().length,
          text: each.trimEnd(),
          sourceIds,
        }
        answer += each
        streamed.push({ kind: 'text', text: each }, ...(sourceIds.length > 0 ? [event] : []))
        if (sourceIds.length > 0) cited.push(event)
      }
      const done: AnswerEvent = { kind: 'done', finish: 'complete', coverage: null }
      const live = run(cutUp([...streamed, done], pieces))
      const batch = run([{ kind: 'text', text: answer }, ...cited, done])
      expect(live.all.slice(0, live.early.length)).toEqual(live.early)
      expect(live.all).toEqual(batch.all)
    }),
    { numRuns: 300 },
  )
})

test('100,000 characters of anything come to an end', () => {
  const units = [
    'a',
    'A. ',
    '[',
    '](',
    '<',
    '&',
    '&amp;',
    '*',
    '_',
    '~~',
    '"',
    "'",
    '“',
    '1',
    '1,',
    '1 ',
    '1.',
    'May ',
    '12 ',
    '@',
    '@a',
    ':',
    ':a',
    '/',
    'a.',
    'a-',
    'Ann ',
    '#',
    '|',
    '>',
    '`',
    '```',
    '\n',
    ' ',
    '。',
    'é',
    '\u0301',
    'http://',
    'https://a',
    '(',
    'ignore ',
    'system ',
    'confidence ',
    'a_',
    '1-',
    'x:',
  ]
  const long = [
    ...units.map((unit) => unit.repeat(100_000 / unit.length)),
    ...attacks.map(({ text }) => text.repeat(Math.ceil(15_000 / text.length))),
  ]
  for (const said of long) {
    const checker = answerChecker({
      style: 'written',
      question: said.slice(0, 4_000),
      sources: [{ id: 's1', text: said, score: 1, author: said.slice(0, 300), context: said }],
    })
    for (let at = 0; at < said.length; at += 2_000) checker.push({ kind: 'text', text: said.slice(at, at + 2_000) })
    for (let at = 0; at < 20; at += 1)
      checker.push({
        kind: 'citation',
        start: at * 900,
        end: at * 900 + 900,
        text: said.slice(at * 900, at * 900 + 900),
        sourceIds: ['s1'],
      })
    checker.push({ kind: 'done', finish: 'complete', coverage: null })
    expect(checker.end().length).toBeLessThanOrEqual(40)
  }
}, 60_000)
