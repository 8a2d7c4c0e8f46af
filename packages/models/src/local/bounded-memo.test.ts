import { expect, test } from 'vitest'
import { boundedMemo } from './bounded-memo.ts'

test('a recent key is computed once, and what was not used for long is forgotten', () => {
  const computed: string[] = []
  const memo = boundedMemo(2, (key) => {
    computed.push(key)
    return key.toUpperCase()
  })
  expect([memo('a'), memo('a')]).toEqual(['A', 'A'])
  expect(computed).toEqual(['a'])
  for (const key of ['b', 'c', 'd', 'e', 'f']) memo(key)
  memo('f')
  memo('a')
  expect(computed).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a'])
})
