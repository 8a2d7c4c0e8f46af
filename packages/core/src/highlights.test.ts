import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlightsOf } from './highlights.ts'

const marked = (text: string, query: string) => highlightsOf(text, query).map(({ start, end }) => text.slice(start, end))

test('words of the query are marked where they stand, whatever their case and ending', () => {
  expect(marked('We deployed it. Deploys are frozen; the deployment waits.', 'deploy')).toEqual(['deployed', 'Deploys', 'deployment'])
  expect(marked('Lunch is at noon', 'when is lunch?')).toEqual(['Lunch'])
  expect(marked('see err_conn_reset in the log', 'err_conn_reset')).toEqual(expect.arrayContaining(['conn', 'reset']))
  expect(marked('nothing here', 'lunch')).toEqual([])
  expect(marked('Shipping on Monday', 'it ships')).toEqual(['Shipping'])
  expect(marked('the cat sat', 'category')).toEqual([])
})

test('stretches lie in the text, by place, without overlap, and there are not too many', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      let last = 0
      for (const { start, end } of highlightsOf(`${text} ${query} ${text}`, query)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
    }),
  )
  expect(highlightsOf('lunch '.repeat(1_000), 'lunch')).toHaveLength(100)
})
