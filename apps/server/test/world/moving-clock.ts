/** A clock that follows the machine and can be put forward. */
export function movingClock() {
  let aheadMs = 0
  return {
    nowMs: () => Date.now() + aheadMs,
    putForward(ms: number) {
      aheadMs += ms
    },
  }
}
