import { expect, test } from 'vitest'
import { createSerialQueue } from './serial-queue.ts'

test('work of one key runs one after another, also after a failure; other keys do not wait', async () => {
  const queue = createSerialQueue()
  const log: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = queue.run('a', async () => {
    await gate.promise
    log.push('first')
    throw new Error('no')
  })
  const second = queue.run('a', async () => log.push('second'))
  await queue.run('b', async () => log.push('other'))
  gate.resolve()
  await expect(first).rejects.toThrow('no')
  await second
  expect(log).toEqual(['other', 'first', 'second'])
})

test('idle waits for everything that was queued', async () => {
  const queue = createSerialQueue()
  let done = 0
  for (const key of ['a', 'a', 'b']) void queue.run(key, async () => ++done)
  await queue.idle()
  expect(done).toBe(3)
})
