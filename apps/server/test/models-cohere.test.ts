import { teamId } from '@backscroll/core'
import { indexStateOf, messagesOf } from '@backscroll/db'
import { type FakeCohere, startFakeCohere } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { ACME } from './world/small-company.ts'

const QUESTION = 'when does the merger with Initech close?'
const ANSWER = { kind: 'answered', sources: [{ channelId: 'C0DEAL' }] }
const PATIENCE = { timeout: 20_000, interval: 25 }

const settingsFor = (fake: FakeCohere) => ({ COHERE_API_KEY: 'key-of-the-tests', COHERE_BASE_URL: fake.url })
const stateOf = (world: LivedInWorld) => world.db.withTenant(teamId(ACME), (tx) => indexStateOf(tx).get())
const dirtyIn = (world: LivedInWorld) => world.db.withTenant(teamId(ACME), (tx) => messagesOf(tx).countDirty())
const kindsOf = (fake: FakeCohere) => new Set(fake.requests.map(({ body }) => ('input_type' in body ? body.input_type : 'rerank')))

test('a workspace that moves to Cohere is answered by words while its new index is built, and by meaning as soon as that serves', async () => {
  await using fake = await startFakeCohere()
  await using world = await aWorld()
  expect((await world.ask('U0ADA', QUESTION)).text).toContain('Fuzzy lexical search')
  expect(fake.requests).toEqual([])

  fake.fail('late')
  Object.assign(world.env, settingsFor(fake))
  await world.restart()
  await expect.poll(() => fake.requests.length, PATIENCE).toBeGreaterThan(0)
  const meanwhile = await world.ask('U0ADA', QUESTION)
  expect(meanwhile).toMatchObject(ANSWER)
  expect(meanwhile.text).toContain('Keyword search, while the search index is being rebuilt,')
  expect(await stateOf(world)).toMatchObject({
    serving: { version: 1, dims: 1_024 },
    building: { embedderId: 'embed-v4.0/512', dims: 512 },
  })
  expect(kindsOf(fake)).toEqual(new Set(['search_document', 'rerank']))

  fake.heal()
  fake.release()
  await expect
    .poll(() => stateOf(world), PATIENCE)
    .toMatchObject({ serving: { version: 2, embedderId: 'embed-v4.0/512', dims: 512 }, building: null })
  const afterwards = await world.ask('U0ADA', QUESTION)
  expect(afterwards).toMatchObject(ANSWER)
  expect(afterwards.text).toContain('Semantic search')
  expect(kindsOf(fake)).toEqual(new Set(['search_document', 'search_query', 'rerank']))
  expect(await world.ask('U0EVE', QUESTION)).toMatchObject({ kind: 'nothing-found', sources: [] })
})

test('while Cohere is down or silent, questions are answered by the keyword leg, and the answer says so', async () => {
  await using fake = await startFakeCohere()
  const lines: string[] = []
  await using world = await aWorld({ env: settingsFor(fake), logTo: (line) => lines.push(line) })
  expect((await world.ask('U0ADA', QUESTION)).text).toContain('Semantic search')
  // a question waits 2 s for its vector, no longer
  for (const failure of ['hang', '503'] as const) {
    fake.fail(failure)
    const answer = await world.ask('U0ADA', QUESTION)
    expect(answer).toMatchObject(ANSWER)
    expect(answer.text).toContain('Keyword search alone, because the embedding model does not answer,')
  }
  expect(await world.ask('U0EVE', QUESTION)).toMatchObject({ kind: 'nothing-found', sources: [] })
  const log = lines.join('')
  expect(log).toContain('question is searched by its words alone')
  expect(log).toContain('"operation":"embed"')
  expect(log).not.toMatch(/Initech|key-of-the-tests/)
})

test('what is said while Cohere has no room is kept and found as soon as it has, and its delivery is not set aside', async () => {
  await using fake = await startFakeCohere()
  const lines: string[] = []
  await using world = await aWorld({ env: settingsFor(fake), logTo: (line) => lines.push(line) })
  fake.fail('429-silent')
  const before = fake.requests.length
  world.as('U0ADA').post('C0GENERAL', 'the axolotl tank is cleaned on Tuesdays')
  await expect.poll(() => fake.requests.length, PATIENCE).toBeGreaterThanOrEqual(before + 3)
  await expect.poll(() => dirtyIn(world), PATIENCE).toBe(1)
  fake.heal()
  // the team is left alone for 5 s: its time comes sooner here
  await expect
    .poll(async () => {
      await world.admin`update team_lease set until = now() where until < now() + interval '6 seconds'`
      return dirtyIn(world)
    }, PATIENCE)
    .toBe(0)
  expect(await world.admin`select 1 from inbox_events where dead_at is not null or attempts > 0`).toHaveLength(0)
  expect(await world.ask('U0ADA', 'when is the axolotl tank cleaned?')).toMatchObject({
    kind: 'answered',
    sources: [{ channelId: 'C0GENERAL' }],
  })
  const log = lines.join('')
  expect(log).toContain('Indexing waits: Cohere asks to wait (429).')
  expect(log).not.toMatch(/axolotl|key-of-the-tests/)
})
