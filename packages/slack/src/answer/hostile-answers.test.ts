import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockFaults, mrkdwnFaults, mrkdwnIn } from '../../test/block-limits.ts'
import { hostileLink, hostileWords } from '../../test/hostile-words.ts'
import { answerBlocks } from './answer-blocks.ts'
import type { Answered, AnswerInput } from './answer-input.ts'
import { answerTail } from './answered.ts'

const place = { author: hostileWords, channelName: hostileWords, dateText: hostileWords, permalink: hostileLink }
const changed = fc.option(fc.record({ dateText: hostileWords, permalink: hostileLink }), { nil: undefined })
const message = fc.record(
  { ...place, quote: hostileWords, changed },
  { requiredKeys: ['quote', 'author', 'channelName', 'dateText', 'permalink'] },
)
const buttons = fc.subarray(['share', 'edit', 'sources', 'retry', 'again'] as const)
const frame = {
  question: hostileWords,
  standaloneQuestion: hostileWords,
  note: hostileWords,
  footer: fc.record({
    confidence: fc.record({ band: fc.constantFrom('high', 'very_low'), value: fc.float({ min: 0, max: 100, noNaN: true }) }),
    window: hostileWords,
    coverage: hostileWords,
    seconds: fc.float({ min: 0, max: 100, noNaN: true }),
  }),
  controls: fc.record({ id: fc.uuid(), buttons, feedback: fc.constant('ask') }, { requiredKeys: ['id', 'buttons'] }),
  isFirstHere: fc.boolean(),
}
const kind = <Kind extends string>(name: Kind) => fc.constant(name)
const record = (fields: Record<string, fc.Arbitrary<unknown>>, required: string[]): fc.Arbitrary<unknown> =>
  fc.record<Record<string, unknown>>({ ...fields, ...frame }, { requiredKeys: ['kind', ...required] })

const written = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), message), { maxLength: 8 }).chain((sources) =>
  record(
    {
      kind: kind('answered'),
      style: kind('written'),
      statements: fc.array(
        fc.record(
          { text: hostileWords, sourceIds: fc.subarray([...sources.map(([id]) => id), 'unknown']), changed },
          { requiredKeys: ['text', 'sourceIds'] },
        ),
        { maxLength: 60 },
      ),
      sources: fc.constant(sources.map(([id, source]) => ({ id, ...source }))),
      links: fc.array(hostileLink, { maxLength: 3 }),
    },
    ['style', 'statements', 'sources'],
  ),
)
const extractive = record(
  { kind: kind('answered'), style: kind('extractive'), label: hostileWords, quotes: fc.array(message, { maxLength: 60 }) },
  ['style', 'quotes'],
)
const answer = fc.oneof(written, extractive) as unknown as fc.Arbitrary<Answered>
const cause = fc.constantFrom('source_removed', 'source_changed', 'channel_removed')
const item = { text: hostileWords, source: message }
const items = fc.array(fc.record(item), { maxLength: 20 })

const input = fc.oneof(
  answer,
  fc.record({ kind: kind('changed'), change: cause, answer }),
  record({ kind: kind('withdrawn'), cause }, ['cause']),
  record({ kind: kind('not-confident'), closest: fc.array(message, { maxLength: 5 }) }, ['closest']),
  record({ kind: kind('nothing-found'), filters: fc.array(hostileWords, { maxLength: 12 }), suggestion: hostileWords }, []),
  record(
    {
      kind: kind('failed'),
      reason: fc.constantFrom('internal', 'indexing', 'not_installed'),
      detail: hostileWords,
      reference: hostileWords,
      link: hostileLink,
    },
    ['reason'],
  ),
  record(
    {
      kind: kind('summary'),
      messageCount: fc.nat(500),
      points: items,
      decisions: items,
      openItems: fc.array(fc.record({ ...item, owner: fc.option(hostileWords) }), { maxLength: 20 }),
    },
    ['messageCount', 'points', 'decisions', 'openItems'],
  ),
  record({ kind: kind('related'), messages: fc.array(message, { maxLength: 60 }) }, ['messages']),
  record(
    {
      kind: kind('experts'),
      topic: hostileWords,
      people: fc.array(fc.record({ name: hostileWords, evidence: hostileWords, samples: fc.array(message, { maxLength: 4 }) }), {
        maxLength: 7,
      }),
    },
    ['topic', 'people'],
  ),
  record(
    {
      kind: kind('choose-person'),
      wanted: hostileWords,
      people: fc.array(fc.record({ value: fc.uuid(), name: hostileWords, detail: hostileWords }), { maxLength: 12 }),
    },
    ['wanted', 'people'],
  ),
  record({ kind: kind('only-you'), count: fc.nat(500) }, ['count']),
  fc.record({ kind: kind('searching'), question: hostileWords }),
  fc.record({ kind: fc.constantFrom('help', 'greeting', 'welcome') }),
) as unknown as fc.Arbitrary<AnswerInput>

/** Every address that was given to be linked, as a browser opens it. */
function givenAddresses(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(givenAddresses)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'links' && Array.isArray(inner)) return inner.map((address: string) => URL.parse(address)?.href ?? '')
    return (name === 'permalink' || name === 'link') && typeof inner === 'string' ? [URL.parse(inner)?.href ?? ''] : givenAddresses(inner)
  })
}

test('no answer of any kind can ping, link elsewhere, hide something, or break a token or a limit', () => {
  fc.assert(
    fc.property(input, (given) => {
      const { text, blocks } = answerBlocks(given)
      const addresses = new Set(givenAddresses(given).map((address) => address.replaceAll('|', '%7C').replaceAll('`', '%60')))
      const mayLink = (address: string) => {
        const url = URL.parse(address)
        return url !== null && url.username === '' && addresses.has(url.href)
      }
      expect(blocks.length).toBeGreaterThan(0)
      expect(text).not.toMatch(/[<>]|^$/)
      expect(text.length).toBeLessThanOrEqual(1_010)
      expect(blockFaults(blocks, 50)).toEqual([])
      expect(mrkdwnIn(blocks).flatMap((mrkdwn) => mrkdwnFaults(mrkdwn, mayLink))).toEqual([])
      if (given.kind === 'answered' && given.style === 'written') {
        const tail = answerTail(given)
        expect(blockFaults(tail, 50)).toEqual([])
        expect(mrkdwnIn(tail).flatMap((mrkdwn) => mrkdwnFaults(mrkdwn, mayLink))).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
}, 60_000)
