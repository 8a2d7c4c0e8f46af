import { expect, test } from 'vitest'
import { createHandleCache } from './handle-cache.ts'

function world(maxHandles: number) {
  const opened: string[] = []
  const closed: string[] = []
  const cache = createHandleCache<{ close(): void }>(maxHandles)
  const use = <Result>(key: string, work: () => Promise<Result>): Promise<Result> =>
    cache.use(
      key,
      async () => {
        opened.push(key)
        return { close: () => closed.push(key) }
      },
      work,
    )
  return { cache, use, opened, closed }
}

test('a table is opened once however many ask at the same time', async () => {
  const { use, opened } = world(2)
  await Promise.all(Array.from({ length: 10 }, () => use('a', async () => {})))
  expect(opened).toEqual(['a'])
})

test('the least recently used idle table is closed, never one in use', async () => {
  const { cache, use, closed } = world(2)
  const gate = Promise.withResolvers<void>()
  const holding = use('a', () => gate.promise)
  for (const key of ['b', 'c', 'd']) await use(key, async () => {})
  expect(closed).toEqual(['b', 'c'])
  cache.forget('a')
  expect(closed).toEqual(['b', 'c'])
  gate.resolve()
  await holding
  await expect.poll(() => closed).toEqual(['b', 'c', 'a'])
  expect(cache.size()).toBe(1)
})

test('a failed opening is not remembered', async () => {
  const { cache, use } = world(2)
  const fails = cache.use(
    'a',
    async () => Promise.reject(new Error('cannot open')),
    async () => {},
  )
  await expect(fails).rejects.toThrow('cannot open')
  await expect(use('a', async () => 'works')).resolves.toBe('works')
})
