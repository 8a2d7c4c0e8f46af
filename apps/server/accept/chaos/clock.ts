import type { FakeSlackOptions } from '@backscroll/fake-slack'

/** Slack gives up on a delivery after this long; longer waits are those between its retries. Milliseconds. */
const ANSWER_MS = 3_000

/**
 * The machine's time, but a retry that Slack would make after one or five minutes comes after a fiftieth of it, and not before the door is
 * open: a process that is killed two hundred times in an hour is away for a far greater share of the time than any real one.
 */
export const impatientClock = (doorIsOpen: () => Promise<void>): NonNullable<FakeSlackOptions['clock']> => ({
  nowMs: () => Date.now(),
  async wait(ms, signal) {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(done, ms > ANSWER_MS ? ms / 50 : ms)
      signal?.addEventListener('abort', done, { once: true })
    })
    if (ms > ANSWER_MS && !signal?.aborted) await doorIsOpen()
  },
})
