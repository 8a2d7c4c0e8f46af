import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWake } from './wake.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = new AbortController().signal

/** Whether a promise is settled without time going by. */
async function isOver(wait: Promise<void>): Promise<boolean> {
  let over = false
  void wait.then(() => {
    over = true
  })
  await vi.advanceTimersByTimeAsync(0)
  return over
}

test('a wait ends by itself after its time', async () => {
  const wait = createWake().wait(250, never)
  expect(await isOver(wait)).toBe(false)
  await vi.advanceTimersByTimeAsync(249)
  expect(await isOver(wait)).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await isOver(wait)).toBe(true)
})

test('a notification before the wait is not lost, and ends one wait only', async () => {
  const wake = createWake()
  wake.notify()
  wake.notify()
  expect(await isOver(wake.wait(250, never))).toBe(true)
  expect(await isOver(wake.wait(250, never))).toBe(false)
})

test('everybody who waits is told', async () => {
  const wake = createWake()
  const waits = [wake.wait(250, never), wake.wait(250, never)]
  wake.notify()
  expect(await Promise.all(waits.map(isOver))).toEqual([true, true])
  expect(await isOver(wake.wait(250, never))).toBe(false)
})

test('one wait that runs out takes nothing from another', async () => {
  const wake = createWake()
  const short = wake.wait(10, never)
  const long = wake.wait(250, never)
  await vi.advanceTimersByTimeAsync(10)
  expect(await isOver(short)).toBe(true)
  wake.notify()
  expect(await isOver(long)).toBe(true)
})

test('an abort ends a wait, and a wait after it never begins', async () => {
  const wake = createWake()
  const stopping = new AbortController()
  const wait = wake.wait(250, stopping.signal)
  stopping.abort()
  expect(await isOver(wait)).toBe(true)
  expect(await isOver(wake.wait(250, stopping.signal))).toBe(true)
})
