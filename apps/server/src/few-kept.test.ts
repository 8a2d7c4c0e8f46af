import { expect, test } from 'vitest'
import { fewKept } from './few-kept.ts'

test('a value is made once, the one that was not used for longest goes first', async () => {
  const made: string[] = []
  const kept = fewKept<string>(2)
  const get = (key: string) =>
    kept.get(key, async () => {
      made.push(key)
      return key.toUpperCase()
    })
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['A', 'A', 'B'])
  await get('a')
  await get('c')
  await get('a')
  await get('b')
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('nothing and failures are not remembered', async () => {
  const kept = fewKept<string>(2)
  expect(await kept.get('a', async () => null)).toBeNull()
  await expect(kept.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
  expect(await kept.get('a', async () => 'A')).toBe('A')
})
