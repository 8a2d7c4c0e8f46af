import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test.each([
  ['=1+1', `"'=1+1"`],
  ['+49', `"'+49"`],
  ['-x', `"'-x"`],
  ['@cmd', `"'@cmd"`],
  ['\tx', `"'\tx"`],
  ['\rx', `"'\rx"`],
  ['a "b", c\nd', '"a ""b"", c\nd"'],
  [-5, '"-5"'],
  [null, '""'],
  [['C1:1'], '"[""C1:1""]"'],
])('%j is no formula and one cell', (value, line) => {
  expect(csvLine([value])).toBe(`${line}\r\n`)
})
