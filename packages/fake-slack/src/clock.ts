/** The time the stand-in lives by: retries, code life, trigger ids, response_url life and rate limits all read it. */
export interface FakeClock {
  /** Milliseconds since the epoch. */
  nowMs(): number
  /** Resolves after ms of this clock, or at once when the signal aborts. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/** A clock that follows the machine. Its waits do not keep a process alive. */
export function realClock(): FakeClock {
  return {
    nowMs: () => Date.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const timer = setTimeout(resolve, ms)
        timer.unref()
        signal?.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      }),
  }
}

interface Sleeper {
  dueMs: number
  wake: () => void
}

/** A clock that stands still until `advance` is called; sleepers wake in the order of their due times. */
export function testClock(startMs: number): FakeClock & { advance(ms: number): Promise<void> } {
  let now = startMs
  const sleepers = new Set<Sleeper>()
  const nextDue = (untilMs: number): Sleeper | undefined =>
    [...sleepers].filter((sleeper) => sleeper.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]
  return {
    nowMs: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || ms <= 0) return resolve()
        const sleeper: Sleeper = { dueMs: now + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          resolve()
        })
      }),
    async advance(ms) {
      const target = now + ms
      for (let due = nextDue(target); due; due = nextDue(target)) {
        now = Math.max(now, due.dueMs)
        sleepers.delete(due)
        due.wake()
        await new Promise((resolve) => setImmediate(resolve))
      }
      now = target
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
