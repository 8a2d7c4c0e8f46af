import { anyOf, INDEX_STOP_WORDS, type PassageQuery, type SearchTerms, type TeamId } from '@backscroll/core'
import { afterAll, expect, test } from 'vitest'
import { asked, DIMENSIONS, held, row, temporaryDirectory, vectorOf } from '../test/passage-rows.ts'
import { openSearch } from './index.ts'

const directory = temporaryDirectory()
const store = await openSearch({ uri: directory.path, dimensions: DIMENSIONS, embeddingVersion: 1 })
afterAll(async () => {
  await store.close()
  directory[Symbol.dispose]()
})

let teams = 0
/** A team of its own for each test. */
const newTeam = (): TeamId => `T${String(++teams).padStart(4, '0')}` as TeamId
const idsOf = (hits: { id: string }[]): string[] => hits.map((hit) => hit.id)

test('groups that must match, what must not occur, and other words that count little', async () => {
  const team = newTeam()
  const index = store.team(team)
  const texts = [
    'the outage in payments',
    'an incident in payments',
    'payments are fine',
    'the outage drill in the yard',
    'sign in is broken',
  ]
  await index.upsert(
    texts.map((text, n) => row(n, { text })),
    held,
  )
  const find = async (terms: Partial<SearchTerms>) =>
    (await index.search(asked({ terms: { ...anyOf(''), ...terms } }))).map((hit) => texts[Number(hit.ts.slice(7, 10))])
  expect(await find({ required: [['outage', 'incident'], ['payments']] })).toEqual(expect.arrayContaining([texts[0], texts[1]]))
  expect(await find({ any: 'outage', excluded: ['payments'] })).toEqual([texts[3]])
  expect(await find({ required: [['outage']], excluded: ['the yard'] })).toEqual([texts[0]])
  expect(await find({ required: [['in the yard', 'sign in']] })).toEqual(expect.arrayContaining([texts[3], texts[4]]))
  const related = await find({ any: 'incident', related: [{ text: 'outage', weight: 0.3 }] })
  expect(related[0]).toBe(texts[1])
  expect(related).toHaveLength(3)
  expect(await find({ any: 'incident', related: [{ text: 'yard outage', weight: 0.3 }] })).toEqual([texts[1], texts[3]])
})

test('a link, a file, code and a thread are asked for inside both legs, and windows hold none of them', async () => {
  const team = newTeam()
  const index = store.team(team)
  const root = row(0, { text: 'zebra', traits: ['link'] })
  const reply = row(25, { text: 'zebra', threadTs: root.ts, traits: ['file', 'code'] })
  const window = row(0, { id: `C0:${root.ts}:w0`, kind: 'window', userId: '', text: 'zebra zebra' })
  await index.upsert([root, reply, window, row(1, { text: 'zebra', traits: ['link', 'code'] })], held)
  const find = async (over: Partial<PassageQuery>) =>
    idsOf(await index.search(asked({ text: 'zebra', vector: vectorOf(0), ...over }))).sort()
  expect(await find({ has: ['link'] })).toEqual([root.id, row(1).id])
  expect(await find({ has: ['code', 'file'] })).toEqual([reply.id])
  expect(await find({ inThread: true })).toEqual([window.id, reply.id].sort())
})

test('short words that mean something at work are found: down, off, not, a digit, a letter', async () => {
  const team = newTeam()
  const index = store.team(team)
  const texts = ['checkout is down', 'switch the flag off', 'do not restart it', 'sprint 5 planning', 'plan b it is', 'the rest']
  await index.upsert(
    texts.map((text, n) => row(n, { text })),
    held,
  )
  for (const [n, word] of ['down', 'off', 'restart', '5', 'b'].entries())
    expect(idsOf(await index.search(asked({ text: word })))).toEqual([row(n).id])
  expect(await index.search(asked({ text: 'how do I the of and' }))).toEqual([])
})

test('no stop word finds anything, whatever its stem is', async () => {
  const index = store.team(newTeam())
  await index.upsert([row(0, { text: [...INDEX_STOP_WORDS, 'rollback'].join(' ') }), row(1, { text: 'rollback' })], held)
  const found: string[] = []
  for (const word of INDEX_STOP_WORDS) if ((await index.search(asked({ text: word }))).length > 0) found.push(word)
  expect(found).toEqual([])
  expect(await index.search(asked({ text: 'rollback' }))).toHaveLength(2)
})
