import { expect, test } from 'vitest'
import { hashOfApiKey, isHashOfApiKey, mintApiKey, readApiKey, writeApiKey } from './api-key.ts'

test('a key is read as it was written, and no two are alike', () => {
  const keys = Array.from({ length: 200 }, mintApiKey)
  for (const key of keys) expect(readApiKey(writeApiKey(key))).toEqual(key)
  expect(new Set(keys.map(({ prefix }) => prefix)).size).toBe(200)
  expect(new Set(keys.map(({ secret }) => secret)).size).toBe(200)
})

test('whatever is no key is none: cut, longer, of another kind, with a line break', () => {
  const text = writeApiKey(mintApiKey())
  for (const wrong of [
    '',
    'bsk_',
    text.slice(0, -1),
    `${text}x`,
    `${text}\n`,
    ` ${text}`,
    text.replace('bsk_', 'xoxb-'),
    text.toUpperCase(),
  ])
    expect(readApiKey(wrong)).toBeNull()
})

test('only the secret itself has its hash, and the hash does not hold it', () => {
  const key = mintApiKey()
  const hash = hashOfApiKey(key)
  expect(hash).not.toContain(key.secret)
  expect(isHashOfApiKey(key, hash)).toBe(true)
  expect(isHashOfApiKey(mintApiKey(), hash)).toBe(false)
  expect(isHashOfApiKey(key, '')).toBe(false)
  expect(isHashOfApiKey(key, hash.slice(1))).toBe(false)
})
