import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ThreadMessage, threadSummary } from './thread-summary.ts'

const thread = (...said: [author: string, text: string][]): ThreadMessage[] =>
  said.map(([author, text], at) => ({ id: `m${at}`, author, text, postedAtMs: at * 1_000 }))

test('points, decisions and open items are told apart, each with its message', () => {
  const summary = threadSummary(
    thread(
      ['Ann', 'The checkout service times out since the last deploy. Logs show slow queries.'],
      ['Bob', 'Slow queries come from the missing index on the orders table of the checkout service.'],
      ['Cleo', 'Should we roll back the deploy or add the index?'],
      ['Ann', "We'll go with the index. Rollback would lose the orders of today."],
      ['Bob', "I'll add the index tonight."],
      ['Ann', '@dana can you please update the status page?'],
      ['Cleo', 'TODO: write the postmortem'],
      ['Dana', 'Does anybody know who informs the customers?'],
    ),
  )
  expect(summary.decisions).toEqual([{ messageId: 'm3', text: "We'll go with the index." }])
  expect(summary.openItems).toEqual([
    { messageId: 'm4', text: "I'll add the index tonight.", owner: 'Bob' },
    { messageId: 'm5', text: '@dana can you please update the status page?', owner: 'dana' },
    { messageId: 'm6', text: 'TODO: write the postmortem', owner: null },
    { messageId: 'm7', text: 'Does anybody know who informs the customers?', owner: null },
  ])
  expect(summary.points[0]).toEqual({ messageId: 'm0', text: 'The checkout service times out since the last deploy.' })
  expect(summary.points.map(({ messageId }) => messageId)).toContain('m1')
})

test('a short thread in which nothing is said twice is summed up by its own beginning', () => {
  const summary = threadSummary(thread(['Ann', 'Which queue do we take?'], ['Bob', 'Kettle noises trouble the fish.']))
  expect(summary.points.map(({ messageId }) => messageId)).toEqual(['m0', 'm1'])
})

test('the last decision of a thread of 120 replies is in its summary', () => {
  const chatter = Array.from({ length: 119 }, (_, at): [string, string] => [
    'Bob',
    at % 9 === 0 ? 'We decided nothing new yet about the vendor.' : `Vendor ${at} has a nice offer for the license.`,
  ])
  const summary = threadSummary(
    thread(['Ann', 'Which vendor do we take for the license?'], ...chatter, ['Ann', 'Decision: we take vendor 42 for three years.']),
  )
  expect(summary.decisions.at(-1)).toEqual({ messageId: 'm120', text: 'Decision: we take vendor 42 for three years.' })
})

test.each(['Have we decided that?', 'We have not decided yet.', 'Nothing is approved so far.'])('no decision: %s', (text) => {
  expect(threadSummary(thread(['Ann', 'The vendor offers a license.'], ['Bob', text], ['Ann', 'Right.'])).decisions).toEqual([])
})

test.each([
  ['Wir haben beschlossen, die Freigabe zu verschieben.'],
  ['On a décidé de reporter la livraison.'],
  ['Решили перенести релиз на пятницу.'],
  ['リリースは金曜日に決定しました。'],
])('a decision in another language: %s', (text) => {
  expect(threadSummary(thread(['Ann', 'Release?'], ['Bob', text])).decisions).toHaveLength(1)
})

test('every quote stands in its message, in one list only, in order', () => {
  const piece = fc.constantFrom(
    'We decided to go with it. ',
    "I'll do it. ",
    'TODO: fix. ',
    'Is it done? ',
    'The index of orders is slow. ',
    '```\ncode\n``` ',
    '@ann please check. ',
    '\n',
    '🙂',
    'x',
  )
  const message = fc.record({
    id: fc.uuid(),
    author: fc.constantFrom('Ann', 'Bob'),
    text: fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    postedAtMs: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
      const { points, decisions, openItems } = threadSummary(messages)
      const ids = messages.map(({ id }) => id)
      for (const list of [points, decisions, openItems]) {
        for (const { messageId, text } of list) expect(messages.find(({ id }) => id === messageId)?.text).toContain(text)
        const places = list.map(({ messageId }) => ids.indexOf(messageId))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }
    }),
  )
  expect(threadSummary([])).toEqual({ points: [], decisions: [], openItems: [] })
})

test('a thread of 2,000 messages is summed up', () => {
  const long = Array.from({ length: 2_000 }, (_, at): [string, string] => [
    `P${at % 7}`,
    `Message ${at} about the deploy of service ${at % 13}. ${'word '.repeat(20)}`,
  ])
  expect(threadSummary(thread(...long)).points.length).toBeGreaterThan(0)
})
