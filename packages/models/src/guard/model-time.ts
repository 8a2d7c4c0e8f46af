import { setTimeout as wait } from 'node:timers/promises'
import { type Clock, systemClock } from '@backscroll/core'

/** A time after which a call is given up. Dispose it when the call has ended. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal
}

/** What calls to a model know of time. Tests own theirs. */
export interface ModelTime extends Clock {
  /** Rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  deadline(ms: number): Deadline
}

/** The machine's time. */
export const systemTime: ModelTime = {
  nowMs: () => systemClock.nowMs(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, { signal })
    } catch {
      signal.throwIfAborted()
    }
  },
  deadline(ms) {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), ms)
    return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) }
  },
}
