import { rmSync } from 'node:fs'
import path from 'node:path'
import { IndexUnavailableError, type StoredPassage } from '@backscroll/core'
import { expect, test } from 'vitest'
import { asked, DIMENSIONS, held, row, rows, team, temporaryDirectory, vectorOf } from '../test/passage-rows.ts'
import { openSearch } from './index.ts'
import { shardDirectory, tableName } from './place.ts'

async function world() {
  const directory = temporaryDirectory()
  const store = await openSearch({ uri: directory.path, dimensions: DIMENSIONS, embeddingVersion: 1 })
  return {
    store,
    placeOf: (version: number) => path.join(shardDirectory(directory.path, team), `${tableName(team, version)}.lance`),
    async [Symbol.asyncDispose]() {
      await store.close()
      directory[Symbol.dispose]()
    },
  }
}

test('tables of one team stand side by side, with vectors of different lengths, and one goes without the other', async () => {
  await using it = await world()
  const [first, second] = [
    { version: 1, dimensions: DIMENSIONS },
    { version: 2, dimensions: 4 },
  ]
  await it.store.create(team, held, first)
  await it.store.create(team, held, second)
  await it.store.team(team, first).upsert(rows(0, 20), held)
  await it.store.team(team, second).upsert([row(3, { vector: Float32Array.of(1, 0, 0, 0), text: 'zebra' })], held)
  expect(await it.store.team(team, first).count()).toBe(20)
  expect((await it.store.team(team, first).search(asked({ vector: vectorOf(3) })))[0]?.id).toBe(row(3).id)
  expect(await it.store.team(team, second).search(asked({ text: 'zebra', vector: Float32Array.of(1, 0, 0, 0) }))).toHaveLength(1)
  await it.store.drop(team, held, first)
  expect(await it.store.team(team, first).exists()).toBe(false)
  expect(await it.store.team(team, second).count()).toBe(1)
})

test('a table that is named and lost is an error to write and to search, and is not begun anew', async () => {
  await using it = await world()
  const table = { version: 7, dimensions: DIMENSIONS }
  const index = it.store.team(team, table)
  await expect(index.upsert(rows(0, 5), held)).rejects.toBeInstanceOf(IndexUnavailableError)
  await it.store.create(team, held, table)
  await index.upsert(rows(0, 5), held)
  expect([await index.exists(), await index.isIntact()]).toEqual([true, true])

  rmSync(path.join(it.placeOf(7), 'data'), { recursive: true })
  expect(await index.isIntact()).toBe(false)
  rmSync(it.placeOf(7), { recursive: true })
  expect([await index.exists(), await index.isIntact()]).toEqual([false, false])
  await expect(index.upsert(rows(0, 5), held)).rejects.toBeInstanceOf(IndexUnavailableError)
  await expect(index.search(asked({ text: 'database' }))).rejects.toBeInstanceOf(IndexUnavailableError)

  await it.store.create(team, held, table)
  expect(await index.count()).toBe(0)
})

test('a scan hands over every row once, with its version and hash', async () => {
  await using it = await world()
  const index = it.store.team(team)
  await index.upsert(rows(0, 9_000), held)
  const seen: StoredPassage[] = []
  await index.scan(async (batch) => {
    seen.push(...batch)
  })
  expect(new Set(seen.map(({ id }) => id)).size).toBe(9_000)
  expect(seen).toHaveLength(9_000)
  expect(seen.find(({ id }) => id === row(77).id)).toEqual({ id: row(77).id, kind: 'message', version: 1n, contentHash: 'h77' })
})
