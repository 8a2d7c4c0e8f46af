import { IndexUnavailableError, type StoredPassage, type TeamId } from '@backscroll/core'
import { describe, expect, test } from 'vitest'
import { aRoot, type RootKind } from '../test/a-root.ts'
import { asked, DIMENSIONS, held, row, rows, team, vectorOf } from '../test/passage-rows.ts'
import { tablePath } from './place.ts'

const idsOf = (hits: { id: string }[]): string[] => hits.map((hit) => hit.id)

/** What is promised wherever the tables lie: on a local disk and in a bucket. */
describe.each<RootKind>(['directory', 'bucket'])('in a %s', (kind) => {
  async function world() {
    const root = await aRoot(kind)
    const store = await root.open()
    return {
      ...root,
      store,
      index: store.team(team),
      async [Symbol.asyncDispose]() {
        await store.close()
        await root[Symbol.asyncDispose]()
      },
    }
  }

  test('what is written is found by words and by vector, an older version never wins, and what is removed is not found', async () => {
    await using it = await world()
    expect([await it.index.exists(), await it.index.count()]).toEqual([false, 0])
    await it.index.upsert([row(1, { version: 2n, text: 'newest zebra' }), ...rows(2, 60)], held)
    await it.index.upsert([row(1, { version: 1n, text: 'late gnu' })], held)
    expect(await it.index.search(asked({ text: 'gnu' }))).toEqual([])
    expect(await it.index.search(asked({ text: 'zebra', vector: vectorOf(1) }))).toMatchObject([
      { id: row(1).id, keywordRank: 1, vectorRank: 1 },
      ...Array.from({ length: 49 }, () => ({})),
    ])
    await it.index.remove([row(1).id], held)
    expect(await it.index.search(asked({ text: 'zebra' }))).toEqual([])
    expect(await it.index.stored([row(1), row(2)])).toMatchObject([{ id: row(2).id, version: 1n, contentHash: 'h2' }])
  })

  test('four upserts of the same new rows at once leave each row once', async () => {
    await using it = await world()
    await Promise.all(Array.from({ length: 4 }, () => it.index.upsert(rows(0, 200), held)))
    expect(await it.index.count()).toBe(200)
  })

  test('teams do not meet', async () => {
    await using it = await world()
    const other = it.store.team('T0OTHER' as TeamId)
    await it.index.upsert([row(1, { text: 'walrus' })], held)
    await other.upsert([row(2, { text: 'gnu' })], held)
    expect(await other.search(asked({ text: 'walrus', vector: vectorOf(1) }))).toMatchObject([{ id: row(2).id, keywordRank: null }])
  })

  test('another process decides by the newest rows at once, and soon finds them', async () => {
    await using it = await world()
    const other = await it.open()
    const theirs = other.team(team)
    await it.index.upsert(rows(0, 20), held)
    expect(await theirs.count()).toBe(20)
    await it.index.upsert([row(50, { version: 5n, text: 'quagmire' })], held)
    expect(await theirs.stored([row(50)])).toMatchObject([{ id: row(50).id, version: 5n }])
    await it.index.remove([row(0).id], held)
    await theirs.upsert([row(50, { version: 4n, text: 'late' })], held)
    expect([await theirs.count(), await it.index.count()]).toEqual([20, 20])
    await it.index.upsert([row(51, { text: 'okapi' })], held)
    await expect.poll(async () => idsOf(await theirs.search(asked({ text: 'okapi' })))).toEqual([row(51).id])
    await other.close()
  })

  test('another process survives that the table is dropped and made anew', async () => {
    await using it = await world()
    const other = await it.open()
    const search = () => other.team(team).search(asked({ text: 'quagmire' }))
    await it.index.upsert([row(50, { text: 'quagmire' })], held)
    expect(idsOf(await search())).toEqual([row(50).id])
    await it.store.drop(team, held)
    await expect.poll(() => search().catch((error: unknown) => error)).toBeInstanceOf(IndexUnavailableError)
    expect(await other.team(team).count()).toBe(0)
    await it.index.upsert([row(51, { text: 'quagmire' })], held)
    await expect.poll(async () => idsOf(await search())).toEqual([row(51).id])
    await other.close()
  })

  test('stores that commit to one table at the same time lose nothing', async () => {
    await using it = await world()
    const others = [await it.open(), await it.open()]
    await it.index.upsert([row(0)], held)
    const writers = [it.store, ...others]
    for (let round = 0; round < 5; round++)
      await Promise.all(
        writers.map((store, at) => store.team(team).upsert(rows(100 * round + 20 * at + 1, 100 * round + 20 * at + 21), held)),
      )
    const written = [row(0), ...Array.from({ length: 5 }, (_, round) => rows(100 * round + 1, 100 * round + 61)).flat()]
    expect(idsOf(await it.index.stored(written)).sort()).toEqual(written.map(({ id }) => id).sort())
    expect(await it.index.count()).toBe(301)
    for (const store of others) await store.close()
  })

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
    expect([...it.files().keys()].filter((name) => name.startsWith(tablePath(team, 1)))).toEqual([])
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

    it.lose(`${tablePath(team, 7)}/data`)
    expect(await index.isIntact()).toBe(false)
    it.lose(tablePath(team, 7))
    expect([await index.exists(), await index.isIntact()]).toEqual([false, false])
    await expect(index.upsert(rows(0, 5), held)).rejects.toBeInstanceOf(IndexUnavailableError)
    await expect(index.search(asked({ text: 'database' }))).rejects.toBeInstanceOf(IndexUnavailableError)

    await it.store.create(team, held, table)
    expect(await index.count()).toBe(0)
  })

  test.each(['_versions', 'data'])('a table that has lost its %s is an error that says so, not an empty result', async (part) => {
    await using it = await world()
    await it.index.upsert(rows(0, 20), held)
    it.lose(`${tablePath(team, 1)}/${part}`)
    const reader = await it.open()
    await expect(reader.team(team).search(asked({ text: 'database' }))).rejects.toBeInstanceOf(IndexUnavailableError)
    await reader.close()
    await it.store.drop(team, held)
    expect([...it.files().keys()]).toEqual([])
  })

  test('a scan hands over every row once, with its version and hash', async () => {
    await using it = await world()
    await it.index.upsert(rows(0, 9_000), held)
    const seen: StoredPassage[] = []
    await it.index.scan(async (batch) => {
      seen.push(...batch)
    })
    expect(new Set(seen.map(({ id }) => id)).size).toBe(9_000)
    expect(seen).toHaveLength(9_000)
    expect(seen.find(({ id }) => id === row(77).id)).toEqual({ id: row(77).id, kind: 'message', version: 1n, contentHash: 'h77' })
  })

  test('after an erasure no file holds the text of a removed row, wherever the row was', async () => {
    await using it = await world()
    const secrets = ['xylophonesecret', 'bassoonsecret']
    const holds = (word: string): boolean => [...it.files().values()].some((content) => content.includes(word))
    const written = rows(0, 2_500)
    written[777] = row(777, { text: secrets[0] ?? '' })
    written[900] = row(900, { vector: new Float32Array(DIMENSIONS), text: 'zebra' })
    await it.index.upsert(written, held)
    await it.store.maintain(team, held)
    await it.index.upsert([row(5_000, { text: secrets[1] ?? '' })], held)
    expect(holds('bassoonsecret')).toBe(true)
    await it.index.remove([row(777).id, row(5_000).id], held)
    const before = it.files()
    await it.store.purgeDeleted(team, held)

    for (const secret of secrets) expect(holds(secret)).toBe(false)
    // Column and index files are compressed: that none of the old ones is left says more than a search in them.
    const kept = [...it.files()].filter(
      ([name, content]) => before.get(name)?.equals(content) && /\.(lance|idx|arrow|bin|manifest)$/.test(name),
    )
    expect(kept.map(([name]) => name)).toEqual([])
    expect(await it.index.count()).toBe(2_499)
    expect(await it.index.search(asked({ text: secrets.join(' ') }))).toEqual([])
    expect((await it.index.search(asked({ text: 'zebra', vector: vectorOf(778) }))).map((hit) => hit.id).sort()).toContain(row(900).id)
    expect((await it.index.search(asked({ vector: vectorOf(778) })))[0]?.id).toBe(row(778).id)
    expect(await it.store.maintain(team, held)).toEqual([])
  })
})
