import type { ModelTime } from '../src/guard/model-time.ts'

/** A time in which a sleep is over at once and only `pass` and sleeps move the clock. */
export interface JumpingTime extends ModelTime {
  /** Every sleep so far, in milliseconds. */
  slept: readonly number[]
  pass(ms: number): void
}

export function jumpingTime(): JumpingTime {
  let nowMs = 1_790_000_000_000
  const slept: number[] = []
  const waiting = new Set<{ dueMs: number; controller: AbortController }>()
  const pass = (ms: number) => {
    nowMs += ms
    for (const { dueMs, controller } of waiting) if (dueMs <= nowMs) controller.abort()
  }
  return {
    slept,
    pass,
    nowMs: () => nowMs,
    async sleep(ms, signal) {
      signal.throwIfAborted()
      slept.push(ms)
      pass(ms)
      signal.throwIfAborted()
    },
    deadline(ms) {
      const entry = { dueMs: nowMs + ms, controller: new AbortController() }
      waiting.add(entry)
      return { signal: entry.controller.signal, [Symbol.dispose]: () => void waiting.delete(entry) }
    },
  }
}
