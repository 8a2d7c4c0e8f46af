import { OverloadedError } from '@backscroll/core'

/** Admission of searches of many teams. */
export interface SearchLimit {
  /**
   * Runs the work when it is its turn. @param signal ends the wait; work that has begun goes on.
   * @throws OverloadedError when too many wait, and the signal's reason.
   */
  run<Result>(team: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
}

interface Waiter {
  begin(): void
  refuse(reason: unknown): void
}

/**
 * At most `maxActive` run and `maxWaiting` wait. Teams take turns, within a team the order of arrival holds. When the line is full, a
 * team with more in line than the newcomer's would have loses its last one, so that nobody is kept out by another team's rush.
 */
export function createSearchLimit({ maxActive, maxWaiting }: { maxActive: number; maxWaiting: number }): SearchLimit {
  let active = 0
  /** By team; the first team is the next to have its turn. */
  const lines = new Map<string, Waiter[]>()
  const waiting = (): number => [...lines.values()].reduce((sum, line) => sum + line.length, 0)

  const next = (): Waiter | undefined => {
    const [turn] = lines
    if (!turn) return undefined
    const [team, line] = turn
    const first = line.shift()
    lines.delete(team)
    if (line.length > 0) lines.set(team, line)
    return first
  }
  const leave = (team: string, waiter: Waiter): void => {
    const line = lines.get(team)?.filter((each) => each !== waiter) ?? []
    if (line.length > 0) lines.set(team, line)
    else lines.delete(team)
  }
  const makeRoom = (team: string): void => {
    const [longest, line] = [...lines].reduce<[string, Waiter[]]>((most, each) => (each[1].length > most[1].length ? each : most), ['', []])
    const last = line.at(-1)
    const overloaded = new OverloadedError('Too many searches at once. Please try again in a moment.')
    if (!last || line.length <= (lines.get(team)?.length ?? 0) + 1) throw overloaded
    leave(longest, last)
    last.refuse(overloaded)
  }
  const turnOf = (team: string, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      if (waiting() >= maxWaiting) makeRoom(team)
      const given = () => {
        leave(team, waiter)
        reject(signal?.reason)
      }
      const settle = (how: () => void): void => {
        signal?.removeEventListener('abort', given)
        how()
      }
      const waiter: Waiter = { begin: () => settle(resolve), refuse: (reason) => settle(() => reject(reason)) }
      lines.set(team, [...(lines.get(team) ?? []), waiter])
      signal?.addEventListener('abort', given, { once: true })
    })

  return {
    async run(team, work, signal) {
      signal?.throwIfAborted()
      if (active >= maxActive) await turnOf(team, signal)
      else active += 1
      try {
        return await work()
      } finally {
        const waiter = next()
        if (waiter) waiter.begin()
        else active -= 1
      }
    },
  }
}
