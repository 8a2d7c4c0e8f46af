/** Lets one part of a process tell another that there is work, without polling faster. */
export interface Wake {
  notify(): void
  /** Resolves after `ms`, or at once when notified since the last wait, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** A signal that is not lost: it ends every wait under way, or else the next one at once. */
export function createWake(): Wake {
  let pending = false
  const waiting = new Set<() => void>()
  return {
    notify() {
      pending = waiting.size === 0
      for (const wake of waiting) wake()
    },
    wait(ms, signal) {
      if (pending || signal.aborted) {
        pending = false
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        signal.addEventListener('abort', done, { once: true })
        waiting.add(done)
      })
    },
  }
}
