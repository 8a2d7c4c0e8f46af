import { expect, test } from 'vitest'
import { csv } from './csv.ts'

test('texts keep their commas, quotes and lines, and are no formulas', () => {
  expect(
    csv([
      ['question', 'cost'],
      ['a, "b"\nc', 0.5],
      ['=1+1', null],
      ['-2', -2],
      ['@x', 1],
    ]),
  ).toBe('question,cost\r\n"a, ""b""\nc",0.5\r\n\'=1+1,\r\n\'-2,-2\r\n\'@x,1\r\n')
})
