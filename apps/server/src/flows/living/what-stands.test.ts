import { describe, expect, test } from 'vitest'
import { quoteHash } from './quote-hash.ts'
import { closestLeft, type GivenAnswer, type SourceNow, whatStands } from './what-stands.ts'

const FRIDAY = 'The freeze begins on Friday 11 December.'
const SHIPS = 'The billing rewrite ships on 14 December, after the freeze.'

const source = (ordinal: number, text: string, more: Partial<SourceNow> = {}): SourceNow => ({
  ordinal,
  role: 'cited',
  quoteHash: quoteHash([text]),
  state: 'as-read',
  source: { id: `C:${ordinal}`, score: 1, author: 'Bob Test', text },
  ...more,
})
const edited = (ordinal: number, before: string, now: string): SourceNow => ({
  ...source(ordinal, now),
  quoteHash: quoteHash([before]),
  state: 'edited',
})
const deleted = (ordinal: number): SourceNow => source(ordinal, '', { state: 'deleted', quoteHash: quoteHash([SHIPS]) })

const given = (style: GivenAnswer['style'], statements: GivenAnswer['statements'], ...sources: SourceNow[]) =>
  whatStands({ style, question: 'when do we ship the billing rewrite?', statements, sources })

describe('quotes', () => {
  const both = [
    { text: SHIPS, ordinals: [1] },
    { text: FRIDAY, ordinals: [2] },
  ]

  test('what nothing happened to stands as it is', () => {
    expect(given('extractive', both, source(1, SHIPS), source(2, FRIDAY))).toEqual({
      statements: both,
      quotes: new Map([
        [1, SHIPS],
        [2, FRIDAY],
      ]),
      removedOrdinals: [],
      cause: null,
    })
  })

  test('a quote goes with its message, and the others stay', () => {
    expect(given('extractive', both, deleted(1), source(2, FRIDAY))).toMatchObject({
      statements: [both[1]],
      removedOrdinals: [1],
      cause: 'source_removed',
    })
    expect(given('extractive', both, source(1, '', { state: 'no-channel' }), deleted(2))).toMatchObject({
      statements: [],
      removedOrdinals: [1, 2],
      cause: 'channel_removed',
    })
  })

  test('an edit takes a quote away unless it still stands there word for word', () => {
    expect(given('extractive', both, edited(1, SHIPS, `${SHIPS} Probably.`), source(2, FRIDAY))).toMatchObject({
      statements: both,
      cause: null,
    })
    expect(given('extractive', both, edited(1, SHIPS, SHIPS.replace('14', '21')), source(2, FRIDAY))).toMatchObject({
      statements: [both[1]],
      removedOrdinals: [1],
      cause: 'source_changed',
    })
  })

  test('a quote that two messages hold stands as long as one does', () => {
    const twice = [{ text: SHIPS, ordinals: [1, 2] }]
    expect(given('extractive', twice, deleted(1), source(2, SHIPS))).toMatchObject({
      statements: [{ text: SHIPS, ordinals: [2] }],
      cause: 'source_removed',
    })
    expect(given('extractive', twice, edited(1, SHIPS, 'nothing'), edited(2, SHIPS, `So: ${SHIPS}`))).toMatchObject({
      statements: [{ text: SHIPS, ordinals: [2] }],
      removedOrdinals: [1],
      cause: 'source_changed',
    })
  })

  test('an answer of which no statement is kept stands on all of its messages', () => {
    expect(given('extractive', [], source(1, SHIPS))).toMatchObject({ cause: null })
    expect(given('extractive', [], source(1, SHIPS), deleted(2))).toMatchObject({ statements: [], cause: 'source_removed' })
  })
})

describe('what a model wrote', () => {
  const said = [{ text: 'The billing rewrite ships on 14 December.', ordinals: [1, 2] }]

  test('a sentence stands as long as what is left of its messages carries it', () => {
    expect(given('written', said, source(1, SHIPS), deleted(2))).toMatchObject({
      statements: [{ ...said[0], ordinals: [1] }],
      removedOrdinals: [2],
      cause: 'source_removed',
    })
    expect(given('written', said, source(1, FRIDAY), deleted(2))).toMatchObject({ statements: [], cause: 'source_removed' })
  })

  test('a sentence whose date is edited away goes; one that is still carried shows no word of the message as it was', () => {
    const moved = SHIPS.replace('14', '21')
    expect(given('written', said, edited(1, SHIPS, moved), edited(2, SHIPS, moved))).toMatchObject({
      statements: [],
      removedOrdinals: [1, 2],
      cause: 'source_changed',
    })
    const reworded = 'As agreed, the billing rewrite ships on 14 December. Bring cake.'
    const standing = given('written', said, edited(1, SHIPS, reworded), source(2, SHIPS))
    expect(standing).toMatchObject({ statements: said, removedOrdinals: [], cause: 'source_changed' })
    expect(standing.quotes.get(1)).toBe('')
    expect(standing.quotes.get(2)).toBe(SHIPS)
  })

  test('a message that the model only read takes nothing away', () => {
    const read = { ...deleted(3), role: 'read' }
    expect(given('written', said, source(1, SHIPS), source(2, SHIPS), read)).toMatchObject({
      statements: said,
      removedOrdinals: [3],
      cause: null,
    })
  })
})

test('of closest messages those are shown that are as they were', () => {
  expect(closestLeft([source(1, SHIPS), edited(2, FRIDAY, 'changed'), deleted(3)])).toEqual({
    statements: [],
    quotes: new Map([[1, SHIPS]]),
    removedOrdinals: [2, 3],
    cause: 'source_removed',
  })
})

describe('what was written from texts without addresses and numbers', () => {
  const WHOLE = 'Bob wrote: ask vera.vault@initech.example or +49 171 1234567 first. The vault opens at nine.'
  const QUOTED = 'Ask as it was written: "ask [email] or [phone] first".'
  const said = [{ text: QUOTED, ordinals: [1] }]
  const shown = 'Bob wrote: ask vera.vault@initech.example or +49 171 1234567 first.'

  test('stands by the like of them after an edit beside it, and quotes the message itself', () => {
    const now = edited(1, shown, `${WHOLE} It closes at ten.`)
    expect(given('written', said, now)).toEqual({ statements: said, quotes: new Map([[1, shown]]), removedOrdinals: [], cause: null })
  })

  test('goes when what it quotes is gone, also where another address has come', () => {
    expect(given('written', said, edited(1, shown, 'Bob wrote: ask nobody first.'))).toMatchObject({
      statements: [],
      cause: 'source_changed',
    })
    const other = 'Bob wrote: ask whoever is there, mail vera.vault@initech.example.'
    expect(given('written', said, edited(1, shown, other))).toMatchObject({ statements: [], cause: 'source_changed' })
  })
})
