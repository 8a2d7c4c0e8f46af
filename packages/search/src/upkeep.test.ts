import { LeaseLostError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { asked, DIMENSIONS, held, row, rows, team, temporaryDirectory, vectorOf } from '../test/passage-rows.ts'
import { openSearch, type SearchStore } from './index.ts'

async function world() {
  const directory = temporaryDirectory()
  let nowMs = 1_700_000_000_000
  const store = await openSearch({ uri: directory.path, dimensions: DIMENSIONS, embeddingVersion: 1, clock: { nowMs: () => nowMs } })
  return {
    store,
    uri: directory.path,
    index: store.team(team),
    later: (ms: number) => {
      nowMs += ms
    },
    async [Symbol.asyncDispose]() {
      await store.close()
      directory[Symbol.dispose]()
    },
  }
}

/** One after another: many at once would be refused. */
async function inTurn<Item, Result>(items: readonly Item[], ask: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await ask(item))
  return results
}

async function fill(store: SearchStore, count: number): Promise<void> {
  await store.team(team).upsert(rows(0, count), held)
}

test('a table that has grown gets its indexes once, and new rows are found before the next upkeep', async () => {
  await using it = await world()
  await fill(it.store, 1_500)
  expect(await it.store.maintain(team, held)).toEqual(['optimize'])
  await fill(it.store, 3_000)
  expect(await it.store.maintain(team, held)).toEqual(['create-scalar-indexes', 'rebuild-vector-index', 'optimize'])
  expect(await it.store.maintain(team, held)).toEqual([])
  await it.index.upsert([row(9_000, { text: 'kubernetes rollout' })], held)
  const [hit] = await it.index.search(asked({ text: 'kubernetes', vector: vectorOf(9_000) }))
  expect(hit).toMatchObject({ id: row(9_000).id, keywordRank: 1, vectorRank: 1 })
})

test('the indexed vector search finds what the exact one finds', async () => {
  await using it = await world()
  const topic = (n: number, distance: number): Float32Array => {
    const [centre, noise] = [vectorOf(50_000 + (n % 250)), vectorOf(n)]
    return centre.map((value, index) => value + distance * (noise[index] ?? 0))
  }
  await it.index.upsert(
    rows(0, 2_500).map((each, n) => ({ ...each, vector: topic(n, 0.1 + Math.floor(n / 250) / 20) })),
    held,
  )
  const nearest = async (n: number): Promise<string[]> =>
    (await it.index.search(asked({ vector: topic(n, 0), limit: 10 }))).map((hit) => hit.id)
  const queries = Array.from({ length: 40 }, (_, n) => n * 6)
  const exact = await inTurn(queries, nearest)
  expect(await it.store.maintain(team, held)).toContain('rebuild-vector-index')
  const indexed = await inTurn(queries, nearest)
  const found = exact.flatMap((ids, n) => ids.filter((id) => indexed[n]?.includes(id))).length
  expect(found / exact.flat().length).toBeGreaterThanOrEqual(0.99)
})

test('many rounds of writing and upkeep keep the vector index in few pieces and lose nothing', async () => {
  await using it = await world()
  await fill(it.store, 2_500)
  let rebuilt = 0
  for (let round = 0; round < 12; round++) {
    it.later(60_000)
    await it.index.upsert(rows(2_500 + round * 1_000, 3_500 + round * 1_000), held)
    if ((await it.store.maintain(team, held)).includes('rebuild-vector-index')) rebuilt += 1
  }
  expect(rebuilt).toBeGreaterThanOrEqual(2)
  expect(await it.index.count()).toBe(14_500)
  expect((await it.index.search(asked({ vector: vectorOf(13_333) })))[0]?.id).toBe(row(13_333).id)
}, 20_000)

test('upserts and removals beside upkeep are neither lost nor doubled', async () => {
  await using it = await world()
  await fill(it.store, 2_400)
  let writing = true
  const upkeep = (async () => {
    for (let round = 0; writing || round < 5; round++) {
      it.later(60_000)
      await it.store.maintain(team, held)
    }
  })()
  for (let round = 0; round < 30; round++) {
    await it.index.upsert(rows(round * 100, round * 100 + 150), held)
    await it.index.remove([row(round * 100).id], held)
  }
  writing = false
  await upkeep
  const keys = rows(0, 3_050).map(({ channelId, ts }) => ({ channelId, ts }))
  const ids = (await it.index.stored(keys)).map((stored) => stored.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(3_050 - 30)
  expect(await it.index.count()).toBe(3_050 - 30)
}, 20_000)

test('who has lost the lease maintains nothing', async () => {
  await using it = await world()
  await fill(it.store, 2_000)
  const lost = { assert: async () => Promise.reject(new LeaseLostError('Another worker has this team.')) }
  await expect(it.store.maintain(team, lost)).rejects.toBeInstanceOf(LeaseLostError)
})

test('searches of another process go on while a table is rewritten and its old versions vanish', async () => {
  await using it = await world()
  await fill(it.store, 2_500)
  await it.store.maintain(team, held)
  const reader = await openSearch({ uri: it.uri, dimensions: DIMENSIONS, embeddingVersion: 1 })
  let erasing = true
  let searches = 0
  const searching = (async () => {
    for (; erasing || searches < 10; searches++) {
      const hits = await reader.team(team).search(asked({ text: 'database', vector: vectorOf(searches) }))
      expect(hits).toHaveLength(50)
    }
  })()
  for (let round = 0; round < 4; round++) {
    await it.index.remove([row(round).id], held)
    await it.store.purgeDeleted(team, held)
  }
  erasing = false
  await searching
  expect(searches).toBeGreaterThanOrEqual(10)
  await reader.close()
}, 20_000)
test('a table whose texts have no vector, because the embedder was away, is tended without one', async () => {
  await using it = await world()
  const zero = new Float32Array(DIMENSIONS)
  await it.index.upsert(
    rows(0, 2_100).map((each) => ({ ...each, vector: zero })),
    held,
  )
  expect(await it.store.maintain(team, held)).toEqual(['create-scalar-indexes', 'optimize'])
  expect(await it.store.maintain(team, held)).toEqual([])
  expect(await it.index.search(asked({ text: 'database', limit: 3 }))).toHaveLength(3)
})
