import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExpertPassage, expertsOn } from './experts.ts'

const NOW = Date.UTC(2026, 4, 1)
const DAY = 86_400_000
let n = 0
const passage = (userId: string, over: Partial<ExpertPassage> = {}): ExpertPassage => ({
  messageId: `m${n++}`,
  userId,
  postedAtMs: NOW - DAY,
  score: 0.8,
  isAnswer: false,
  isThanked: false,
  ...over,
})
const rank = (passages: readonly ExpertPassage[], leftOut: readonly string[] = []) =>
  expertsOn(passages, { nowMs: NOW, limit: 5, isLeftOut: (id) => leftOut.includes(id) })

test('who was thanked for an answer comes before who answered, before who only wrote', () => {
  const given = [passage('wrote'), passage('answered', { isAnswer: true }), passage('thanked', { isAnswer: true, isThanked: true })]
  expect(rank(given).map(({ userId }) => userId)).toEqual(['thanked', 'answered', 'wrote'])
  expect(rank(given)[0]).toMatchObject({ authored: 1, answered: 1, thanked: 1 })
})

test('many remarks do not outweigh two thanked answers, and what is years old counts little', () => {
  const remarks = Array.from({ length: 30 }, () => passage('talks', { score: 0.4 }))
  const answers = [passage('knows', { isAnswer: true, isThanked: true }), passage('knows', { isAnswer: true, isThanked: true })]
  const old = [passage('knew', { isAnswer: true, isThanked: true, postedAtMs: NOW - 1_000 * DAY })]
  expect(rank([...remarks, ...old, ...answers]).map(({ userId }) => userId)).toEqual(['knows', 'talks', 'knew'])
})

test('people who opted out are not named, samples are the best three, and a message counts once', () => {
  const same = passage('a')
  const [first] = rank([same, same, { ...same, score: 0.1 }, passage('a', { score: 0.9 }), passage('a'), passage('a'), passage('b')], ['b'])
  expect(rank([passage('b')], ['b'])).toEqual([])
  expect(first).toMatchObject({ userId: 'a', authored: 4 })
  expect(first?.messageIds).toHaveLength(3)
})

test('the order of passages does not matter', () => {
  const given = fc.array(
    fc.record({
      messageId: fc.uuid(),
      userId: fc.constantFrom('a', 'b', 'c'),
      postedAtMs: fc.integer({ min: 0, max: NOW }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      isAnswer: fc.boolean(),
      isThanked: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(given, (passages) => {
      expect(rank(passages.toReversed()).map(({ userId }) => userId)).toEqual(rank(passages).map(({ userId }) => userId))
    }),
  )
})
