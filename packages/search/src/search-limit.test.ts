import { OverloadedError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { createSearchLimit, type SearchLimit } from './search-limit.ts'

/** Searches that end when they are told to. */
function searches(limit: SearchLimit) {
  const started: string[] = []
  const running: (() => void)[] = []
  const ask = (name: string, { team = 'T1', signal }: { team?: string; signal?: AbortSignal } = {}): Promise<string> => {
    const answer = limit.run(
      team,
      async () => {
        started.push(name)
        await new Promise<void>((resolve) => running.push(resolve))
        return name
      },
      signal,
    )
    answer.catch(() => {})
    return answer
  }
  /** Ends the search that has run longest and lets the next begin. */
  const endOne = async (): Promise<void> => {
    running.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { started, ask, endOne, running }
}

test('at most so many run, the rest of a team in order of arrival, and a failure frees its place', async () => {
  const limit = createSearchLimit({ maxActive: 3, maxWaiting: 100 })
  const started: number[] = []
  let active = 0
  let most = 0
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      limit.run('T1', async () => {
        started.push(n)
        active += 1
        most = Math.max(most, active)
        await Promise.resolve()
        active -= 1
        if (n % 3 === 0) throw new Error('no')
      }),
    ),
  )
  expect(most).toBe(3)
  expect(started).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(settled.filter((each) => each.status === 'rejected')).toHaveLength(7)
})

test('what comes while the line is full is told to come back, and the line moves on', async () => {
  const it = searches(createSearchLimit({ maxActive: 1, maxWaiting: 2 }))
  const first = it.ask('first')
  const waiting = [it.ask('second'), it.ask('third')]
  const refused = await it.ask('fourth').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(OverloadedError)
  expect((refused as OverloadedError).retryAfterMs).toBeGreaterThan(0)
  await it.endOne()
  const fifth = it.ask('fifth')
  for (let left = 0; left < 3; left++) await it.endOne()
  expect(await Promise.all([first, ...waiting, fifth])).toEqual(['first', 'second', 'third', 'fifth'])
})

test('a team with a hundred questions does not keep another one waiting, nor out', async () => {
  const it = searches(createSearchLimit({ maxActive: 2, maxWaiting: 10 }))
  const many = Array.from({ length: 100 }, (_, n) => it.ask(`many ${n}`, { team: 'T0MANY' }))
  const few = [it.ask('few 0', { team: 'T0FEW' }), it.ask('few 1', { team: 'T0FEW' })]
  await it.endOne()
  await it.endOne()
  await it.endOne()
  await it.endOne()
  expect(it.started.slice(2)).toEqual(['many 2', 'few 0', 'many 3', 'few 1'])
  while (it.running.length > 0) await it.endOne()
  expect(await Promise.all(few)).toEqual(['few 0', 'few 1'])
  const outcomes = await Promise.allSettled(many)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
})

test('teams that rush alike share the line', async () => {
  const it = searches(createSearchLimit({ maxActive: 1, maxWaiting: 6 }))
  const teams = ['T1', 'T2', 'T3']
  for (const team of teams) for (let n = 0; n < 50; n++) void it.ask(`${team} ${n}`, { team })
  while (it.running.length > 0) await it.endOne()
  expect(it.started.slice(1)).toEqual(['T1 1', 'T2 0', 'T3 0', 'T1 2', 'T2 1', 'T3 1'])
})

test('who does not wait any longer leaves the line with the reason of the signal, and what has begun goes on', async () => {
  const it = searches(createSearchLimit({ maxActive: 1, maxWaiting: 2 }))
  const [running, leaving] = [new AbortController(), new AbortController()]
  const first = it.ask('first', { signal: running.signal })
  const second = it.ask('second', { signal: leaving.signal })
  const third = it.ask('third')
  leaving.abort(new Error('gone'))
  running.abort(new Error('too late'))
  await expect(second).rejects.toThrow('gone')
  await expect(it.ask('fourth', { signal: leaving.signal })).rejects.toThrow('gone')
  const fifth = it.ask('fifth')
  for (let left = 0; left < 3; left++) await it.endOne()
  expect(await Promise.all([first, third, fifth])).toEqual(['first', 'third', 'fifth'])
  expect(it.started).toEqual(['first', 'third', 'fifth'])
  const again = it.ask('again')
  await it.endOne()
  expect(await again).toBe('again')
})

test('at four times the capacity, what is accepted takes less than three times as long as alone', async () => {
  const maxActive = 4
  const it = searches(createSearchLimit({ maxActive, maxWaiting: maxActive * 1.5 }))
  // A search takes four steps and the places are staggered, so one search ends per step; four come per step.
  const took: number[] = []
  let step = 0
  for (; step < 400; step++) {
    for (let n = 0; n < 4; n++) {
      const began = step
      it.ask(`${step}.${n}`, { team: `T${n}` }).then(
        () => took.push(step - began),
        () => {},
      )
    }
    if (it.running.length === maxActive) await it.endOne()
  }
  const late = took.slice(50).sort((a, b) => a - b)
  expect(late[Math.floor(late.length * 0.95)]).toBeLessThan(3 * maxActive)
  expect(took.length).toBeGreaterThan(390)
})
