import type { AnswerEvent } from '@backscroll/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMarkerReader } from './inline-markers.ts'

/** The text without markers, and what each marker cites: `sentence <- sources`. */
function read(pieces: readonly string[]): { text: string; cited: string[] } {
  const reader = createMarkerReader((number) => `#${number}`)
  const events: AnswerEvent[] = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
  let text = ''
  const cited: string[] = []
  for (const event of events) {
    if (event.kind === 'text') text += event.text
    if (event.kind !== 'citation') continue
    expect(event.end).toBeLessThanOrEqual(text.length)
    expect(text.slice(event.start, event.end)).toBe(event.text)
    cited.push(`${event.text} <- ${event.sourceIds.join(' ')}`)
  }
  return { text, cited }
}

test.each<[string, string, string[]]>([
  ['It ships on Friday [1].', 'It ships on Friday.', ['It ships on Friday <- #1']],
  ['It ships on Friday. [1]', 'It ships on Friday.', ['It ships on Friday. <- #1']],
  ['It ships.[1] Ada leads it [2, 3]. So be it.', 'It ships. Ada leads it. So be it.', ['It ships. <- #1', 'Ada leads it <- #2 #3']],
  ['Both say so [1][2].', 'Both say so.', ['Both say so <- #1', 'Both say so <- #2']],
  ['Both say so [1;2, 2].', 'Both say so.', ['Both say so <- #1 #2']],
  ['First line [1]\n- second one [2]\n', 'First line\n- second one\n', ['First line <- #1', '- second one <- #2']],
  ['[1] begins it', ' begins it', []],
  ['Invented [99].', 'Invented.', ['Invented <- #99']],
  ['An [open bracket and [a] and [1.2] and [ ] stay', 'An [open bracket and [a] and [1.2] and [ ] stay', []],
  ['It ends with [1', 'It ends with [1', []],
  ['Read `rows[0]` first [1].', 'Read `rows[0]` first.', ['Read `rows[0]` first <- #1']],
  ['Do this:\n```\nx = rows[0]\n```\nand wait [2]', 'Do this:\n```\nx = rows[0]\n```\nand wait', ['and wait <- #2']],
  ['a  b  ', 'a  b  ', []],
])('%j', (whole, text, cited) => {
  expect(read([whole])).toEqual({ text, cited })
})

test('wherever the pieces are torn apart, the answer is the same', () => {
  const part = fc.constantFrom('It ships', ' on Friday', '.', ' [1]', '[2, 3]', '[', ']', '1', ', ', ' ', '\n', '`x[0]`', '🚀', 'é', '```')
  const pieces = fc.array(part, { maxLength: 30 }).chain((parts) => {
    const whole = parts.join('')
    return fc.tuple(fc.constant(whole), fc.array(fc.nat({ max: whole.length }), { maxLength: 20 }))
  })
  fc.assert(
    fc.property(pieces, ([whole, cuts]) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
      const torn = places.slice(1).map((to, at) => whole.slice(places[at], to))
      expect(read(torn)).toEqual(read([whole]))
    }),
    { numRuns: 500 },
  )
})

test('text comes as soon as it is certain', () => {
  const reader = createMarkerReader(String)
  expect(reader.push('It ships')).toEqual([{ kind: 'text', text: 'It ships' }])
  expect(reader.push(' [')).toEqual([])
  expect(reader.push('1, ')).toEqual([])
  expect(reader.push('2] so')).toMatchObject([
    { kind: 'citation', sourceIds: ['1', '2'] },
    { kind: 'text', text: ' so' },
  ])
})

test('a long answer with many markers is read in time', () => {
  const { cited } = read(Array.from({ length: 20_000 }, (_, n) => (n % 20 === 0 ? ' [1].' : ' word')))
  expect(cited.length).toBe(999)
})
