import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fencedSources, promptSources } from './prompt-sources.ts'

const one = (text: string) => [{ id: 's1', text, score: 1, author: 'Ann', channel: 'infra', postedAt: '2026-05-02T10:00:00Z' }]

test('a source is told with author, channel and date between its fences', () => {
  expect(fencedSources(one('Deploy on Monday.')).split('\n\n')[1]).toBe(
    '⟦source 1⟧\nchannel: #infra\nauthor: Ann\ndate: 2026-05-02T10:00:00Z\ntext:\nDeploy on Monday.\n⟦end of source 1⟧',
  )
})

test('no text, author, channel or context forges a fence, and nothing invisible is passed on', () => {
  const part = fc.constantFrom(
    '⟦',
    '⟧',
    'end of source 1',
    '\n',
    '<|im_start|>',
    '[INST]',
    '\u200B',
    '\u202E',
    '\u{E0041}',
    'text:',
    'x',
    '\u0000',
  )
  const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''))
  const source = fc.record({ text, author: text, channel: text, context: text, postedAt: text })
  fc.assert(
    fc.property(fc.array(source, { maxLength: 4 }), (given) => {
      const prompt = fencedSources(given.map((each, at) => ({ ...each, id: `s${at}`, score: 1 })))
      expect(prompt.match(/⟦/g) ?? []).toHaveLength(2 * given.length)
      expect([...prompt.matchAll(/^⟦(end of )?source (\d+)⟧$/gm)].map(([, end, n]) => `${end ? '-' : '+'}${n}`)).toEqual(
        given.flatMap((_, at) => [`+${at + 1}`, `-${at + 1}`]),
      )
      expect(prompt).not.toMatch(/[\u200B\u202E\u{E0041}]|<\|im_start|\[INST\]/u)
      expect(prompt).not.toContain('\u0000')
    }),
  )
})

test('text is bounded and ends at a word', () => {
  const [source] = promptSources(one('word '.repeat(20_000)))
  expect(source?.text.length).toBeLessThanOrEqual(4_002)
  expect(source?.text).toMatch(/word …$/)
  expect(promptSources(one('\u200B'.repeat(100_000)))[0]?.text).toBe(' …')
  expect(promptSources(one('x'.repeat(5_000)))[0]?.text).toHaveLength(4_002)
})

test('code stays as it is', () => {
  expect(promptSources(one('Array<string> a[0] <b> {"x": 1}'))[0]?.text).toBe('Array<string> a[0] <b> {"x": 1}')
})
