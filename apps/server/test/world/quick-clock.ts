import type { FakeSlackOptions } from '@backscroll/fake-slack'

/** A clock for the stand-in on which its waits pass twenty times as fast: a slow answer takes 0.75 s. */
export const quickClock = (): NonNullable<FakeSlackOptions['clock']> => ({
  nowMs: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(done, ms / 20)
      signal?.addEventListener('abort', done, { once: true })
    }),
})
