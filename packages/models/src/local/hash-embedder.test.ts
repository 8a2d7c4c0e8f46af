import { expect, test } from 'vitest'
import { embedderContract } from '../../test/embedder-contract.ts'
import { createHashEmbedder } from './hash-embedder.ts'
import { fitIdf } from './idf-table.ts'

embedderContract('hash-v1', () => createHashEmbedder())

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
async function similarity(a: string, b: string): Promise<number> {
  const [left, right] = await createHashEmbedder().embed([a, b], 'document')
  if (!left || !right) throw new Error('two vectors')
  return dot(left, right)
}

test('the space is pinned: a change of the definition or the table means that every team is indexed anew', () => {
  expect(createHashEmbedder().space).toMatch(/^hash-v1\/1024\/[0-9a-f]{12}$/)
  expect(createHashEmbedder().space).toBe('hash-v1/1024/0e4cc13c5d92')
})

test('vectors of two tables are told apart by their space', () => {
  const idf = fitIdf(['a text', 'another text'])
  expect(createHashEmbedder({ idf }).space).not.toBe(createHashEmbedder().space)
  expect(createHashEmbedder({ idf, dimensions: 2048 }).space).toMatch(/^hash-v1\/2048\//)
})

test('word forms, typos and parts of identifiers are near, other words are not', async () => {
  expect(await similarity('migrating the databases', 'database migration')).toBeGreaterThan(0.4)
  expect(await similarity('deployment of kubernetes', 'deploymnet of kubernets')).toBeGreaterThan(0.4)
  expect(await similarity('getUserProfile', 'user profile')).toBeGreaterThan(0.4)
  expect(await similarity('database migration', 'lunch menu')).toBeLessThan(0.1)
})

test('stop words alone have no direction', async () => {
  const [vector] = await createHashEmbedder().embed(['it is not the'], 'query')
  expect(vector?.every((value) => value === 0)).toBe(true)
})

test('a rare word weighs more than a common one', async () => {
  expect(await similarity('ubuntu zeppelin', 'zeppelin')).toBeGreaterThan(await similarity('ubuntu zeppelin', 'ubuntu'))
})

test('one enormous word costs milliseconds, not minutes', async () => {
  const [vector] = await createHashEmbedder().embed(['ayb'.repeat(30_000)], 'document')
  expect(vector?.every(Number.isFinite)).toBe(true)
}, 2_000)

test('a big batch lets other work run in between and stops when it is aborted', async () => {
  const stop = new AbortController()
  const texts = Array.from({ length: 20_000 }, (_, n) => `message ${n} about deploy number ${n} and its rollback`)
  setImmediate(() => stop.abort())
  await expect(createHashEmbedder().embed(texts, 'document', stop.signal)).rejects.toThrow('aborted')
})
