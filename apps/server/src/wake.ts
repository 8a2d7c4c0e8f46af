/** Lets one part of a process tell another that there is work, without polling faster. */
export interface Wake {
  notify(): void
  /** Resolves after `ms`, or at once when notified since the last wait, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** A signal that is not lost: a notification before the wait ends the next wait at once. */
export function createWake(): Wake {
  let pending = false
  let waiting: (() => void) | undefined
  return {
    notify() {
      pending = true
      waiting?.()
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
          waiting = undefined
          pending = false
          resolve()
        }
        const timer = setTimeout(done, ms)
        signal.addEventListener('abort', done, { once: true })
        waiting = done
      })
    },
  }
}
