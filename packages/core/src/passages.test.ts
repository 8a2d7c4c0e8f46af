import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelId, messageTs, userId } from './ids.ts'
import { messagePassages, type PassageSource, threadWindows } from './passages.ts'

const message = (text: string, ts = '1700000000.000100'): PassageSource => ({
  channelId: channelId('C1'),
  ts: messageTs(ts),
  threadTs: null,
  userId: userId('U1'),
  version: 1n,
  text,
  traits: [],
})

test('a short message is one passage with the parts of its identifiers', () => {
  const [only, ...more] = messagePassages(message('retry on PaymentIntentTimeout'))
  expect(more).toEqual([])
  expect(only).toMatchObject({
    id: 'C1:1700000000.000100:m0',
    text: 'retry on PaymentIntentTimeout payment intent timeout',
    postedAtMs: 1_700_000_000_000,
  })
})

test('a message that turns out to stand in a thread is another row, even with the same words', () => {
  const [alone] = messagePassages(message('same words'))
  const [reply] = messagePassages({ ...message('same words'), threadTs: messageTs('1600000000.000100') })
  expect(reply?.id).toBe(alone?.id)
  expect(reply?.contentHash).not.toBe(alone?.contentHash)
})

test('a message without a word makes no passage', () => {
  expect(messagePassages(message(''))).toEqual([])
  expect(messagePassages(message(' ... !? '))).toEqual([])
})

test('a long message is cut without losing or repeating a word', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 500, maxLength: 900, size: 'max' }), (words) => {
      const passages = messagePassages(message(words.join(' ')))
      expect(passages.length).toBeGreaterThan(1)
      expect(passages.flatMap((passage) => passage.text.split(' '))).toEqual(words)
      expect(passages.every((passage) => passage.text.length <= 3_000)).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('windows cover every message of a thread once, in order, within their bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 60 }), (lengths) => {
      const messages = lengths.map((length, index) =>
        message(`m${index} ${'word '.repeat(length)}`.trim(), `17000000${String(index).padStart(2, '0')}.000100`),
      )
      const windows = threadWindows(messages, messageTs('1700000000.000100'), 7n)
      expect(windows.flatMap((window) => window.text.match(/m\d+/g) ?? [])).toEqual(messages.map((_, index) => `m${index}`))
      for (const window of windows) expect(window.text.split('\n').length).toBeLessThanOrEqual(8)
      expect(windows.map((window) => window.id)).toEqual(windows.map((_, index) => `C1:1700000000.000100:w${index}`))
    }),
  )
})

test('a lone message has no window', () => {
  expect(threadWindows([message('hello there')], messageTs('1700000000.000100'), 1n)).toEqual([])
})
