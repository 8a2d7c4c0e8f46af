import { readdirSync } from 'node:fs'
import {
  anyOf,
  ConfigurationError,
  IndexShapeError,
  IndexUnavailableError,
  LeaseLostError,
  OverloadedError,
  type TeamId,
} from '@backscroll/core'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { asked, channels, DIMENSIONS, held, row, rows, temporaryDirectory, vectorOf, visible } from '../test/passage-rows.ts'
import { openSearch, type SearchStore } from './index.ts'

const directory = temporaryDirectory()
const open = (): Promise<SearchStore> => openSearch({ uri: directory.path, dimensions: DIMENSIONS, embeddingVersion: 1 })
const store = await open()
afterAll(async () => {
  await store.close()
  directory[Symbol.dispose]()
})

let teams = 0
/** A team of its own for each test. */
const newTeam = (): TeamId => `T${String(++teams).padStart(4, '0')}` as TeamId
const idsOf = (hits: { id: string }[]): string[] => hits.map((hit) => hit.id)

test('a team without a table is empty, and asking creates none', async () => {
  const team = newTeam()
  await expect(store.team(team).search(asked({ text: 'database', vector: vectorOf(1) }))).rejects.toBeInstanceOf(IndexUnavailableError)
  expect(await store.team(team).count()).toBe(0)
  expect(await store.team(team).exists()).toBe(false)
  expect(await store.team(team).stored([{ channelId: row(1).channelId, ts: row(1).ts }])).toEqual([])
  await store.team(team).remove(['C1:1.1:m0'], held)
  expect(await store.maintain(team, held)).toEqual([])
  await store.purgeDeleted(team, held)
  await store.drop(team, held)
  expect(readdirSync(directory.path, { recursive: true }).filter((name) => String(name).includes(team))).toEqual([])
})

test('nobody who can read nothing finds anything, and a narrower wish never widens', async () => {
  const index = store.team(newTeam())
  await index.upsert(rows(0, 50), held)
  expect(await index.search(asked({ visible: visible(), text: 'database', vector: vectorOf(1) }))).toEqual([])
  expect(await index.search(asked({ visible: visible('C1'), channelIds: visible('C2'), text: 'database' }))).toEqual([])
  const hits = await index.search(
    asked({ visible: visible('C1', 'C3'), channelIds: visible('C3', 'C5'), text: 'database', vector: vectorOf(1) }),
  )
  expect(new Set(hits.map((hit) => hit.channelId))).toEqual(new Set(['C3']))
})

test('a hit carries its places and where each leg had it', async () => {
  const index = store.team(newTeam())
  const window = row(7, { id: 'C7:1700000007.000100:w0', kind: 'window', userId: '', text: 'zebra crossing', lastTs: row(9).ts })
  await index.upsert([window, ...rows(10, 30)], held)
  const [hit] = await index.search(asked({ text: 'zebra', vector: vectorOf(7) }))
  expect(hit).toEqual({
    id: window.id,
    kind: 'window',
    channelId: 'C7',
    ts: window.ts,
    threadTs: window.ts,
    firstTs: window.ts,
    lastTs: row(9).ts,
    postedAtMs: window.postedAtMs,
    score: expect.closeTo(1, 5),
    threadScore: expect.closeTo(1, 5),
    keywordRank: 1,
    keywordScore: expect.any(Number),
    vectorRank: 1,
    vectorScore: expect.closeTo(1, 4),
  })
})

test('author and time narrow both legs before the cut', async () => {
  const index = store.team(newTeam())
  await index.upsert(rows(0, 300), held)
  const at = row(250).postedAtMs
  const hits = await index.search(
    asked({ text: 'message', vector: vectorOf(3), userIds: [row(250).userId || ('U0' as never)], fromMs: at, toMs: at + 1, candidates: 1 }),
  )
  expect(idsOf(hits)).toEqual([row(250).id])
  expect(await index.search(asked({ text: 'message', userIds: [] }))).toEqual([])
})

test('results stay inside what is visible, for any query', async () => {
  const index = store.team(newTeam())
  await index.upsert(rows(0, 200), held)
  const query = fc.record({ seen: fc.subarray(channels), text: fc.string(), seed: fc.nat(300), limit: fc.integer({ min: 1, max: 20 }) })
  await fc.assert(
    fc.asyncProperty(query, async ({ seen, text, seed, limit }) => {
      const hits = await index.search(asked({ visible: visible(...seen), text: `${text} database`, vector: vectorOf(seed), limit }))
      expect(hits.length).toBeLessThanOrEqual(limit)
      for (const hit of hits) expect(seen).toContain(hit.channelId)
      expect(new Set(idsOf(hits)).size).toBe(hits.length)
    }),
    { numRuns: 40 },
  )
})

test('an older version never wins, in one batch or late', async () => {
  const index = store.team(newTeam())
  await index.upsert([row(1, { version: 2n, text: 'newest zebra' }), row(1, { version: 1n, text: 'stale gnu' })], held)
  await index.upsert([row(1, { version: 1n, text: 'late gnu' })], held)
  expect(await index.search(asked({ text: 'gnu' }))).toEqual([])
  expect(idsOf(await index.search(asked({ text: 'zebra' })))).toEqual([row(1).id])
  await index.upsert([row(1, { version: 3n, text: 'edited okapi' })], held)
  expect(await index.search(asked({ text: 'zebra' }))).toEqual([])
  expect(await index.count()).toBe(1)
})

test('hostile ids and texts stay data', async () => {
  const team = newTeam()
  const index = store.team(team)
  await index.upsert([row(0)], held)
  const hostile = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => `C1:${text}'":m0`)
  const ids = [
    ...new Set([...fc.sample(hostile, { numRuns: 150, seed: 7 }), "' OR 1=1 --", '\\', "\\'", 'a\u0000b', "E'x'", '/* */', 'ÄÖ漢字']),
  ]
  await index.upsert(
    ids.map((id, n) => row(n, { id, text: id })),
    held,
  )
  expect(await index.count()).toBe(ids.length + 1)
  for (const text of [...ids.slice(0, 20), 'a:b AND (c OR "d\' --', '"unclosed', '""', '"the of"', '*', '~'])
    await index.search(asked({ text }))
  await index.remove(ids, held)
  expect(await index.count()).toBe(1)
})

test('a vector that does not fit is refused on write and on query, and nothing of its batch is written', async () => {
  const index = store.team(newTeam())
  const bad = [new Float32Array(DIMENSIONS - 1), new Float32Array(DIMENSIONS + 1), new Float32Array(DIMENSIONS).fill(Number.NaN)]
  for (const vector of bad) {
    await expect(index.upsert([row(1), row(2, { vector })], held)).rejects.toBeInstanceOf(IndexShapeError)
    await index.upsert([row(3)], held)
    await expect(index.search(asked({ vector }))).rejects.toBeInstanceOf(IndexShapeError)
  }
  expect(await index.count()).toBe(1)
})

test('a text without features is found by its words only, and a query without features leaves the vector leg out', async () => {
  const index = store.team(newTeam())
  const zero = new Float32Array(DIMENSIONS)
  await index.upsert([row(1, { vector: zero, text: 'zebra' }), row(2)], held)
  expect(idsOf(await index.search(asked({ vector: vectorOf(5) })))).toEqual([row(2).id])
  expect(await index.search(asked({ text: 'zebra', vector: zero }))).toMatchObject([{ id: row(1).id, vectorRank: null, keywordRank: 1 }])
  expect(await index.search(asked({ vector: zero }))).toEqual([])
})

test('a phrase in double quotes must stand there as it is; the other words only rank', async () => {
  const index = store.team(newTeam())
  await index.upsert(
    [row(1, { text: 'the billing rewrite ships' }), row(2, { text: 'rewrite of the billing' }), row(3, { text: 'ships ships ships' })],
    held,
  )
  expect(idsOf(await index.search(asked({ terms: { ...anyOf('ships'), required: [['billing rewrite']] } })))).toEqual([row(1).id])
  expect(idsOf(await index.search(asked({ terms: { ...anyOf(''), required: [['billing rewrite']] } })))).toEqual([row(1).id])
  expect(await index.search(asked({ text: 'billing rewrite' }))).toHaveLength(2)
})

test('identifiers are found whole and in parts, and other languages by their words', async () => {
  const index = store.team(newTeam())
  await index.upsert(
    [
      row(1, { text: 'getUserProfile get user profile' }),
      row(2, { text: 'ERR_CONN_RESET in api.example.com' }),
      row(3, { text: '東京の会議は延期' }),
    ],
    held,
  )
  expect(idsOf(await index.search(asked({ text: 'userProfile' })))).toContain(row(1).id)
  expect(idsOf(await index.search(asked({ text: 'err_conn_reset' })))[0]).toBe(row(2).id)
  expect(idsOf(await index.search(asked({ text: 'conn' })))).toEqual([row(2).id])
  expect(idsOf(await index.search(asked({ text: '会議' })))).toEqual([row(3).id])
})

test('the stored rows of a message or thread are listed by its key, and not those of a longer timestamp', async () => {
  const index = store.team(newTeam())
  const window = row(1, { id: `${row(1).channelId}:${row(1).ts}:w0`, kind: 'window', version: 1n, contentHash: 'w' })
  const near = row(1, { id: `${row(1).channelId}:${row(1).ts}5:m0` })
  await index.upsert([row(1), window, near, ...rows(2, 300)], held)
  const keys = rows(1, 251).map(({ channelId, ts }) => ({ channelId, ts }))
  expect(await index.stored(keys.slice(0, 1))).toEqual(
    expect.arrayContaining([
      { id: row(1).id, kind: 'message', version: 1n, contentHash: 'h1' },
      { id: window.id, kind: 'window', version: 1n, contentHash: 'w' },
    ]),
  )
  expect(await index.stored(keys)).toHaveLength(251)
  expect(await index.stored([])).toEqual([])
})

test('who has lost the lease writes nothing', async () => {
  const team = newTeam()
  const lost = { assert: async () => Promise.reject(new LeaseLostError('Another worker has this team.')) }
  await store.team(team).upsert(rows(0, 3), held)
  await expect(store.team(team).upsert(rows(3, 6), lost)).rejects.toBeInstanceOf(LeaseLostError)
  await expect(store.team(team).remove([row(0).id], lost)).rejects.toBeInstanceOf(LeaseLostError)
  await expect(store.drop(team, lost)).rejects.toBeInstanceOf(LeaseLostError)
  await expect(store.purgeDeleted(team, lost)).rejects.toBeInstanceOf(LeaseLostError)
  expect(await store.team(team).count()).toBe(3)
})

test('another process sees a write at once and survives that the table is dropped and made anew', async () => {
  const team = newTeam()
  const other = await open()
  await store.team(team).upsert(rows(0, 20), held)
  expect(await other.team(team).count()).toBe(20)
  await store.team(team).upsert([row(50, { text: 'quagmire' })], held)
  expect(idsOf(await other.team(team).search(asked({ text: 'quagmire' })))).toEqual([row(50).id])
  await store.drop(team, held)
  await expect(other.team(team).search(asked({ text: 'quagmire' }))).rejects.toBeInstanceOf(IndexUnavailableError)
  expect(await other.team(team).count()).toBe(0)
  await store.team(team).upsert([row(51, { text: 'quagmire' })], held)
  expect(idsOf(await other.team(team).search(asked({ text: 'quagmire' })))).toEqual([row(51).id])
  await other.close()
})

test('a table of other dimensions is refused', async () => {
  const team = newTeam()
  await store.team(team).upsert(rows(0, 2), held)
  const other = await openSearch({ uri: directory.path, dimensions: 16, embeddingVersion: 1 })
  await expect(other.team(team).count()).rejects.toBeInstanceOf(IndexShapeError)
  await other.close()
})

test('an unknown language is refused before it can end the process', async () => {
  await expect(openSearch({ uri: directory.path, dimensions: 8, embeddingVersion: 1, language: 'english' })).rejects.toBeInstanceOf(
    ConfigurationError,
  )
})

test('more teams than open tables work all the same', async () => {
  const small = await openSearch({ uri: directory.path, dimensions: DIMENSIONS, embeddingVersion: 1, maxTables: 2, maxSearches: 4 })
  const many = Array.from({ length: 8 }, newTeam)
  await Promise.all(many.map((team, n) => small.team(team).upsert([row(n)], held)))
  const found = await Promise.all(many.map((team) => small.team(team).search(asked({ text: 'message' }))))
  expect(found.map((hits) => hits.length)).toEqual(many.map(() => 1))
  await small.close()
})

test('more searches at once than may wait are told to come back, and the others are answered', async () => {
  const small = await openSearch({ uri: directory.path, dimensions: DIMENSIONS, embeddingVersion: 1, maxSearches: 2 })
  const index = small.team(newTeam())
  await index.upsert([row(1)], held)
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => index.search(asked({ text: 'message' }))))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(OverloadedError)
  await expect(index.search(asked({ text: 'message' }), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  await small.close()
})
