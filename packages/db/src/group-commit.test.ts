import { OverloadedError } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('group commit', () => {
  test('a row is acknowledged after the commit of its batch, and what arrives meanwhile leaves together', async () => {
    const committed = new Set<number>()
    const sizes: number[] = []
    let active = 0
    let most = 0
    const group = createGroupCommit<number>({
      maxBatch: 50,
      async write(rows) {
        most = Math.max(most, ++active)
        sizes.push(rows.length)
        for (let turns = 0; turns < 4; turns += 1) await turn()
        for (const row of rows) committed.add(row)
        active -= 1
      },
    })
    const acknowledged = await Promise.all(
      Array.from({ length: 500 }, async (_, n) => {
        for (let turns = 0; turns < n % 7; turns += 1) await turn()
        await group.add(n)
        return committed.has(n)
      }),
    )
    expect(acknowledged.every(Boolean)).toBe(true)
    expect(committed.size).toBe(500)
    expect(most).toBeLessThanOrEqual(2)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50)
    expect(sizes.length).toBeLessThan(100)
    expect(group.stats()).toMatchObject({ pending: 0, rows: 500 })
  })

  test('only the bad row of a batch fails', async () => {
    const group = createGroupCommit<number>({
      async write(rows) {
        if (rows.includes(13)) throw new Error('bad row')
      },
    })
    const results = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => group.add(n)))
    expect(results.flatMap((result, n) => (result.status === 'rejected' ? [n] : []))).toEqual([13])
  })

  test('a failure that is not about the rows rejects them all at once', async () => {
    let writes = 0
    const group = createGroupCommit<number>({
      async write() {
        writes += 1
        throw new Error('no connection')
      },
      retrySingly: () => false,
    })
    const results = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => group.add(n)))
    expect(results.every((result) => result.status === 'rejected')).toBe(true)
    expect(writes).toBe(1)
  })

  test('too much waiting is refused, and draining waits for the rest', async () => {
    const group = createGroupCommit<number>({ maxPending: 3, maxBatch: 1, maxInFlight: 1, write: turn })
    const added = [1, 2, 3].map((n) => group.add(n))
    await expect(group.add(4)).rejects.toBeInstanceOf(OverloadedError)
    await group.drain()
    expect(group.stats()).toEqual({ pending: 0, batches: 3, rows: 3 })
    await Promise.all(added)
  })
})
