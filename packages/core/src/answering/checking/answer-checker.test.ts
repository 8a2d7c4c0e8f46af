import { describe, expect, test } from 'vitest'
import type { AnswerEvent, Source } from '../../ports.ts'
import { answerChecker } from './answer-checker.ts'
import type { Statement } from './statement.ts'

const sources: Source[] = [
  {
    id: 's1',
    text: 'Decided: we ship the billing rewrite on 14 December. Runbook: https://wiki.acme.com/billing/run',
    score: 3,
    author: 'Ann Weber',
    channel: 'billing',
    postedAt: '2026-11-20T10:00:00+01:00',
  },
  {
    id: 's2',
    text: 'The travel limit is 1,200 EUR. "Ask before you book", says finance.',
    score: 2,
    author: 'Bob Stone',
    channel: 'travel',
    postedAt: '2026-10-01T09:00:00+01:00',
  },
  {
    id: 's3',
    text: 'Reset staging with `slip db reset --env staging` and wait for v2.3.1.',
    score: 1,
    author: 'Cleo',
    channel: 'infra',
    postedAt: '2026-09-01T09:00:00+01:00',
  },
]
type Said = [text: string, ...sourceIds: string[]]

/** A stream in which every sentence is cited right after it. */
function stream(said: readonly Said[]): AnswerEvent[] {
  let text = ''
  const events: AnswerEvent[] = []
  for (const [sentence, ...sourceIds] of said) {
    const start = text.length
    text += sentence
    events.push({ kind: 'text', text: sentence })
    if (sourceIds.length > 0) events.push({ kind: 'citation', start, end: text.length, text: sentence, sourceIds })
  }
  return [...events, { kind: 'done', finish: 'complete', coverage: null }]
}
function run(events: readonly AnswerEvent[], question = 'when do we ship the billing rewrite?') {
  const checker = answerChecker({ style: 'written', question, sources })
  const statements = [...events.flatMap((event) => checker.push(event)), ...checker.end()]
  return { statements, texts: statements.map(({ text }) => text), report: checker.report() }
}
const kept = (...said: Said[]): string[] => run(stream(said)).texts

test('what holds is kept with its sources and what each of them says', () => {
  const { statements, report } = run(
    stream([
      ['The billing rewrite ships on December 14th. ', 's1'],
      ['The travel limit is 1200 EUR.', 's2', 's1'],
    ]),
  )
  expect(statements).toEqual<Statement[]>([
    {
      text: 'The billing rewrite ships on December 14th.',
      sourceIds: ['s1'],
      quotes: [{ sourceId: 's1', text: 'Decided: we ship the billing rewrite on 14 December.' }],
    },
    {
      text: 'The travel limit is 1200 EUR.',
      sourceIds: ['s2', 's1'],
      quotes: [
        { sourceId: 's2', text: 'The travel limit is 1,200 EUR.' },
        { sourceId: 's1', text: 'Decided: we ship the billing rewrite on 14 December.' },
      ],
    },
  ])
  expect(report).toMatchObject({ sentences: 2, kept: 2, dropped: {}, citations: { utf16: 2 }, support: 1, finish: 'complete' })
})

test('planted wrong markers, quotes, numbers, dates, links and names lose exactly those sentences', () => {
  const { texts, report } = run(
    stream([
      ['The billing rewrite ships on 14 December. ', 's1'],
      ['It was decided in a meeting. ', 's9'],
      ['Finance says "book whatever you like". ', 's2'],
      ['The travel limit is 1,300 EUR. ', 's2'],
      ['The billing rewrite ships on 15 December. ', 's1'],
      ['See https://wiki.acme.com/billing for the billing runbook. ', 's1'],
      ['The travel limit is set by Zoltan. ', 's2'],
      ['Reset staging with `slip db drop`. ', 's3'],
      ['Staging waits for v2.3.2. ', 's3'],
      ['Nobody said more about billing. '],
      ['Finance says “Ask before you book.” ', 's2'],
    ]),
  )
  expect(texts).toEqual(['The billing rewrite ships on 14 December.', 'Finance says “Ask before you book.”'])
  expect(report.dropped).toEqual({ uncited: 2, quote: 2, number: 1, date: 1, link: 1, name: 1, identifier: 1 })
  expect(report.citations.unknownSource).toBe(1)
})

describe('early and checked', () => {
  test('a sentence is shown as soon as it has ended and is cited', () => {
    const checker = answerChecker({ style: 'written', question: '', sources })
    const first = 'The billing rewrite ships on 14 December.'
    expect(checker.push({ kind: 'text', text: first })).toEqual([])
    expect(checker.push({ kind: 'citation', start: 30, end: 41, text: '14 December', sourceIds: ['s1'] })).toEqual([])
    expect(checker.push({ kind: 'text', text: ' The travel' })).toMatchObject([{ text: first }])
  })

  test('a number waits for the citation that carries it', () => {
    const checker = answerChecker({ style: 'written', question: '', sources })
    const text = 'The rewrite ships on 14 December and the travel limit is 1,200 EUR. '
    checker.push({ kind: 'text', text: `${text}And` })
    expect(checker.push({ kind: 'citation', start: 4, end: 11, text: 'rewrite', sourceIds: ['s1'] })).toEqual([])
    expect(checker.push({ kind: 'citation', start: 57, end: 62, text: '1,200', sourceIds: ['s2'] })).toMatchObject([
      { sourceIds: ['s1', 's2'] },
    ])
  })

  test('citations that all come at the end find their sentences', () => {
    const text = 'The billing rewrite ships on 14 December. The travel limit is 1,200 EUR.'
    const events: AnswerEvent[] = [
      { kind: 'text', text },
      { kind: 'citation', start: 0, end: 11, text: 'The billing', sourceIds: ['s1'] },
      { kind: 'citation', start: 42, end: 58, text: 'The travel limit', sourceIds: ['s2'] },
      { kind: 'done', finish: 'complete', coverage: null },
    ]
    expect(run(events).texts).toHaveLength(2)
  })

  test('a citation without words belongs to the sentence before it', () => {
    const text = 'The billing rewrite ships on 14 December. '
    expect(
      run([
        { kind: 'text', text },
        { kind: 'citation', start: 42, end: 42, text: '', sourceIds: ['s1'] },
        { kind: 'text', text: 'Then' },
      ]).texts,
    ).toEqual([text.trim()])
  })

  test('a wrong offset after an emoji, or anywhere, still finds its sentence', () => {
    const text = 'Done 🎉🎉 so far. The travel limit is 1,200 EUR.'
    const at = Array.from(text).indexOf('1')
    const { texts, report } = run([
      { kind: 'text', text },
      { kind: 'citation', start: at, end: at + 5, text: '1,200', sourceIds: ['s2'] },
      { kind: 'done', finish: 'complete', coverage: null },
    ])
    expect(texts).toEqual(['The travel limit is 1,200 EUR.'])
    expect(report.citations).toEqual({ codePoint: 1 })
  })
})

describe('an end that is none', () => {
  const whole = 'The billing rewrite ships on 14 December. '
  const cut: AnswerEvent[] = stream([
    [whole, 's1'],
    ['The travel limit is 1', 's2'],
  ]).slice(0, -1)
  test('a sentence that broke off is not shown', () => {
    expect(run(cut)).toMatchObject({ texts: [whole.trim()], report: { finish: null, dropped: { cut: 1 } } })
    expect(run([...cut, { kind: 'done', finish: 'cut', coverage: null }]).texts).toEqual([whole.trim()])
    expect(run(stream([[whole.trim(), 's1']]).slice(0, -1)).texts).toEqual([whole.trim()])
  })
  test('after a refusal nothing more is shown', () => {
    const events: AnswerEvent[] = [
      { kind: 'text', text: whole.trim() },
      { kind: 'citation', start: 0, end: 41, text: whole.trim(), sourceIds: ['s1'] },
    ]
    expect(run([...events, { kind: 'done', finish: 'refused', coverage: null }]).texts).toEqual([])
  })
  test('an empty answer gives nothing', () => {
    expect(run([]).texts).toEqual([])
    expect(run([{ kind: 'citation', start: 0, end: 3, text: 'abc', sourceIds: ['s1'] }])).toMatchObject({
      texts: [],
      report: { citations: { unplaced: 1 } },
    })
  })
})

describe('the form', () => {
  test('lists, code and bold survive as plain text', () => {
    expect(
      kept(
        ['To reset staging:\n'],
        ['- **Reset** it with `slip db reset --env staging`\n', 's3'],
        ['2. Wait for v2.3.1\n', 's3'],
        ['```bash\nslip db reset --env staging\n```\n', 's3'],
      ),
    ).toEqual(['• Reset it with `slip db reset --env staging`', '2. Wait for v2.3.1', '```\nslip db reset --env staging\n```'])
  })
  test('what a model adds around an answer goes', () => {
    expect(
      kept(
        ['## Billing rewrite\n'],
        ['The billing rewrite ships on 14 December [1] :tada: 🎉.\n', 's1'],
        ['**Confidence:** 95%\n', 's1'],
        ['**Sources:**\n', 's1'],
        ['- [1] Ann Weber about the billing rewrite\n', 's1'],
        ['- [2] Bob Stone about the travel limit\n', 's2'],
        ['Searched 14 of 22 channels.\n', 's1'],
      ),
    ).toEqual(['The billing rewrite ships on 14 December.'])
  })
  test('a link keeps its address in sight, verbatim from a cited source', () => {
    expect(kept(['The billing runbook is [here](https://wiki.acme.com/billing/run).', 's1'])).toEqual([
      'The billing runbook is here (https://wiki.acme.com/billing/run).',
    ])
    expect(kept(['The billing runbook is [https://wiki.acme.com/billing/run](https://evil.example).', 's1'])).toEqual([])
    expect(kept(['The billing runbook is at https://wiki.acme.com/billing/run.', 's2'])).toEqual([])
    expect(kept(['The billing runbook is on wiki.acme.com for everybody.', 's1'])).toHaveLength(1)
  })
  test('a sentence is said once', () => {
    expect(kept(['The travel limit is 1,200 EUR. ', 's2'], ['The travel limit is 1,200 EUR. ', 's2'])).toHaveLength(1)
  })
  test('a sentence about something else than its source goes', () => {
    expect(kept(['The company closes its offices and everybody is dismissed.', 's2'])).toEqual([])
  })
})

test.each([
  ['Der Umbau der Abrechnung erscheint am 14. Dezember, das hat Ann Weber entschieden.', 's1'],
  ['La refonte de la facturation sort le 14 décembre.', 's1'],
  ['Новый биллинг выходит 14 декабря.', 's1'],
  ['課金の刷新は12月14日に出ます。', 's1'],
])('an answer in another language than its source is kept: %s', (text, id) => {
  expect(run(stream([[text, id]]), 'x').texts).toEqual([text])
})

test.each([
  'The original message says that the limit is 1,200 EUR for travel.',
  'From now on every travel booking needs approval of finance.',
  'You are now on the list for the travel limit.',
  'The travel service is in maintenance mode and ignores the limit rules.',
  'Use the export tool or the booking function for the travel limit.',
  'New rule: the travel limit is 1,200 EUR.',
  'Bob Stone is 90% sure about the travel limit.',
  'Mention the travel limit in your reply to finance.',
])('plain talk at work is no order to a model: %s', (text) => {
  const source = { id: 'w', text, score: 1, author: 'Bob Stone' }
  const checker = answerChecker({ style: 'written', question: 'what is the travel limit?', sources: [source] })
  const statements = [...stream([[text, 'w']]).flatMap((event) => checker.push(event)), ...checker.end()]
  expect(statements.map((statement) => statement.text)).toEqual([text])
})

test('the day of a German date at the beginning of a sentence is no list number', () => {
  const check = (text: string) => {
    const checker = answerChecker({ style: 'written', question: '', sources: [{ id: 'd', text: 'Die Frist ist der 3. Mai', score: 1 }] })
    return [...stream([[text, 'd']]).flatMap((event) => checker.push(event)), ...checker.end()].length
  }
  expect([check('3. Mai ist die Frist.'), check('4. Mai ist die Frist.')]).toEqual([1, 0])
})

test('an extractive answer shows verbatim quotes and nothing else', () => {
  const checker = answerChecker({
    style: 'extractive',
    question: '',
    sources: [...sources, { id: 'p', text: '<!channel> look  at\nthis', score: 1 }],
  })
  const quote = 'The travel limit is 1,200 EUR.'
  const events: AnswerEvent[] = [
    { kind: 'text', text: quote },
    { kind: 'citation', start: 0, end: quote.length, text: quote, sourceIds: ['s2'] },
    { kind: 'text', text: '\n' },
    { kind: 'text', text: 'We close.' },
    { kind: 'citation', start: quote.length + 1, end: quote.length + 10, text: 'We close.', sourceIds: ['s2'] },
    { kind: 'text', text: '<!channel> look  at\nthis' },
    { kind: 'citation', start: 0, end: 0, text: '<!channel> look  at\nthis', sourceIds: ['p', 'zz'] },
    { kind: 'done', finish: 'complete', coverage: 0.8 },
  ]
  const statements = [...events.flatMap((event) => checker.push(event)), ...checker.end()]
  expect(statements).toEqual([
    { text: quote, sourceIds: ['s2'], quotes: [{ sourceId: 's2', text: quote }] },
    { text: '‹!channel> look  at\nthis', sourceIds: ['p'], quotes: [{ sourceId: 'p', text: '<!channel> look  at\nthis' }] },
  ])
  expect(checker.report()).toMatchObject({ kept: 2, dropped: { quote: 1 }, coverage: 0.8, citations: { unknownSource: 1 } })
})
