import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Sentence, sentenceCutter, sentencesOf } from './sentences.ts'

const cut = (text: string): string[] => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

test.each<[string, string[]]>([
  ['The job ran at 10:30:45. It took 3.5 s.', ['The job ran at 10:30:45.', 'It took 3.5 s.']],
  ['We run v2.3.1 now. Upgrade to v2.4!', ['We run v2.3.1 now.', 'Upgrade to v2.4!']],
  ['See https://example.com/a.b?c=d. Then ask Ann.', ['See https://example.com/a.b?c=d.', 'Then ask Ann.']],
  ['Use a cache, e.g. Redis, i.e. in memory. Done.', ['Use a cache, e.g. Redis, i.e. in memory.', 'Done.']],
  ['Dr. Smith and J. Doe agreed. No. 5 is alive.', ['Dr. Smith and J. Doe agreed.', 'No. 5 is alive.']],
  ['No. We do not.', ['No.', 'We do not.']],
  ['It starts at 5 p.m. on Friday. ok', ['It starts at 5 p.m. on Friday.', 'ok']],
  ['npm is used. kubectl is not.', ['npm is used.', 'kubectl is not.']],
  [
    'Die Frist endet am 3. Mai um 17 Uhr, d.h. morgen. Danach nicht.',
    ['Die Frist endet am 3. Mai um 17 Uhr, d.h. morgen.', 'Danach nicht.'],
  ],
  ['Steps:\n1. Stop it.\n2. Start it.\n- then wait', ['Steps:', '1. Stop it.', '2. Start it.', '- then wait']],
  ['Run `a. b. c` first. Then rest.', ['Run `a. b. c` first.', 'Then rest.']],
  ['Run this:\n```\nfoo. Bar.\nbaz\n```\nThen wait.', ['Run this:', '```\nfoo. Bar.\nbaz\n```', 'Then wait.']],
  ['リリースは5月です。担当は佐藤さんです。', ['リリースは5月です。', '担当は佐藤さんです。']],
  ['「5月です。」と書いた。次。', ['「5月です。」', 'と書いた。', '次。']],
  ['He said "it is done." Then he left.', ['He said "it is done."', 'Then he left.']],
  ['It ships on Monday.[1] Ann owns it. [2] Bob helps [3].', ['It ships on Monday.[1]', 'Ann owns it.', '[2] Bob helps [3].']],
  ['Мы переезжаем 5 мая, т.е. скоро. Отвечает Анна.', ['Мы переезжаем 5 мая, т.е. скоро.', 'Отвечает Анна.']],
  ['La réunion est le 12 mai, p.ex. à 14h30. Merci !', ['La réunion est le 12 mai, p.ex. à 14h30.', 'Merci !']],
  ['Really?! Yes… maybe.', ['Really?!', 'Yes…', 'maybe.']],
  ['', []],
  ['  \n ', []],
])('%s', (text, sentences) => {
  expect(cut(text)).toEqual(sentences)
})

test('a sentence that is broken off is told from one that has ended', () => {
  const ended = (text: string): boolean[] => {
    const cutter = sentenceCutter()
    return [...cutter.add(text).map(() => true), ...cutter.end().map(({ isWhole }) => isWhole)]
  }
  expect(ended('It is done. It was')).toEqual([true, false])
  expect(ended('It is done. It was.')).toEqual([true, true])
  expect(ended('- an item\n')).toEqual([true])
})

const piece = fc.constantFrom(
  'Ann owns it',
  '. ',
  '.',
  ' ',
  '\n',
  '```',
  '`',
  '1. ',
  '- ',
  '[1]',
  '"',
  '!',
  '。',
  '東京',
  '🙂',
  'e.g. ',
  '10:30',
  'v2.3',
  'Mai',
  '\uD83D',
)
const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 40 }).map((parts) => parts.join(''))

test('pieces of any size give the same sentences, in order, apart, and holding every letter', () => {
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (whole, sizes) => {
      const cutter = sentenceCutter()
      const found: Sentence[] = []
      for (let at = 0, n = 0; at < whole.length; n += 1) {
        const size = sizes[n % sizes.length] ?? 1
        found.push(...cutter.add(whole.slice(at, at + size)))
        at += size
      }
      found.push(...cutter.end().map(({ start, end }) => ({ start, end })))
      expect(found).toEqual(sentencesOf(whole))
      let last = 0
      let between = ''
      for (const { start, end } of found) {
        expect(start).toBeGreaterThanOrEqual(last)
        between += whole.slice(last, start)
        last = end
      }
      expect((between + whole.slice(last)).trim()).toBe('')
    }),
    { numRuns: 500 },
  )
})

test.each(['a', '.', '. ', '`', '```', '[', '\n', '?!', '。', '"', ' ', '1. ', 'e.g. '])(
  '100,000 characters of %j are read in pieces',
  (unit) => {
    const cutter = sentenceCutter()
    const chunk = unit.repeat(50)
    let count = 0
    for (let n = 0; n * chunk.length < 100_000; n += 1) count += cutter.add(chunk).length
    expect(count + cutter.end().length).toBeGreaterThanOrEqual(0)
  },
)
