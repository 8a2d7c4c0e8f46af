/** Runs work of one key strictly one after another; different keys do not wait for each other. */
export interface SerialQueue {
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>
  /** Resolves when everything that was queued has ended. */
  idle(): Promise<void>
}

/** Makes an empty queue; a failed piece of work does not stop the next. */
export function createSerialQueue(): SerialQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, work) {
      const result = (tails.get(key) ?? Promise.resolve()).then(work)
      const tail = result
        .catch(() => {})
        .then(() => {
          if (tails.get(key) === tail) tails.delete(key)
        })
      tails.set(key, tail)
      return result
    },
    async idle() {
      await Promise.all(tails.values())
    },
  }
}
