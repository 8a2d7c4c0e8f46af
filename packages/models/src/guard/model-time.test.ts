import { expect, test } from 'vitest'
import { systemTime } from './model-time.ts'

test('a sleep ends with the signal, and with its reason', async () => {
  const stop = new AbortController()
  const asleep = systemTime.sleep(3_600_000, stop.signal)
  stop.abort(new Error('enough'))
  await expect(asleep).rejects.toThrow('enough')
  await systemTime.sleep(1, new AbortController().signal)
}, 2_000)

test('a deadline comes unless the call has ended', async () => {
  using deadline = systemTime.deadline(1)
  await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve))
  const ended = systemTime.deadline(1)
  ended[Symbol.dispose]()
  await systemTime.sleep(5, new AbortController().signal)
  expect(ended.signal.aborted).toBe(false)
})
