import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backscrollVerb } from './backscroll-verb.ts'

const link = 'https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1.000001&cid=C1'

test.each([
  ['', { verb: 'help' }],
  ['help', { verb: 'help' }],
  [' Status ', { verb: 'status' }],
  ['settings', { verb: 'settings' }],
  ['settings please', { verb: 'help' }],
  ['who postgres replication', { verb: 'who', topic: 'postgres replication' }],
  ['WHO knows about <#C1|billing>?', { verb: 'who', topic: '<#C1|billing>?' }],
  ['who', { verb: 'help' }],
  ['who knows', { verb: 'help' }],
  [`summary <${link.replaceAll('&', '&amp;')}>`, { verb: 'summary', link }],
  [`summary <${link.replaceAll('&', '&amp;')}|this thread>`, { verb: 'summary', link }],
  [`summarise ${link}`, { verb: 'summary', link }],
  ['summary', { verb: 'help' }],
  ['summary of everything', { verb: 'help' }],
  ['gaps', { verb: 'help' }],
  ['Forget me!', { verb: 'forget' }],
  ['forget', { verb: 'help' }],
  ['forget me not', { verb: 'help' }],
  ['<!channel>', { verb: 'help' }],
])('%j is %j', (text, expected) => {
  expect(backscrollVerb(text)).toEqual(expected)
})

test('whatever is typed has a meaning, and a bounded one', () => {
  const typed = fc.tuple(fc.constantFrom('', 'who ', 'summary ', 'status '), fc.string({ unit: 'binary', maxLength: 3_000 }))
  fc.assert(
    fc.property(typed, ([verb, rest]) => {
      const read = backscrollVerb(`${verb}${rest}`)
      expect(JSON.stringify(read).length).toBeLessThan(20_000)
      if (read.verb === 'who') expect(read.topic.length).toBeLessThanOrEqual(1_000)
    }),
  )
})
