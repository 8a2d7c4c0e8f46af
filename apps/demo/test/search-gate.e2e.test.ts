import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  channelId,
  expand,
  type MessageTs,
  messagePassages,
  messageTs,
  plainQuery,
  qualityOf,
  SYNONYM_WEIGHT,
  type TeamIndex,
  teamId,
  type VisibleChannels,
  WORKPLACE_SYNONYMS,
} from '@backscroll/core'
import { createHashEmbedder } from '@backscroll/models'
import { openSearch, type SearchStore } from '@backscroll/search'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemoWorld } from '../src/world/load-world.ts'

/** Any day: the world's dates follow it, its words do not. */
const world = loadDemoWorld(Date.UTC(2026, 10, 20, 12))
const [company] = world.workspaces
const messages = (company?.channels ?? []).flatMap(({ id, messages: said = [] }) => said.map(({ ts, text }) => ({ id, ts, text })))
const visible = (company?.channels ?? []).map(({ id }) => id) as readonly string[] as VisibleChannels
const embedder = createHashEmbedder()
const team = teamId('T0DEMO')
const held = { assert: async () => {} }
let directory: string
let store: SearchStore
let index: TeamIndex

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'backscroll-gate-'))
  store = await openSearch({ uri: directory, dimensions: embedder.dimensions, embeddingVersion: 1 })
  index = store.team(team)
  const drafts = messages.flatMap(({ id, ts, text }) =>
    messagePassages({ channelId: channelId(id), ts: messageTs(ts), threadTs: null, userId: null, version: 1n, text, traits: [] }),
  )
  const vectors = await embedder.embed(
    drafts.map(({ text }) => text),
    'document',
  )
  const zero = new Float32Array(embedder.dimensions)
  await index.upsert(
    drafts.map((draft, at) => ({ ...draft, vector: vectors[at] ?? zero })),
    held,
  )
  await store.maintain(team, held)
}, 120_000)
afterAll(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

const keyOf = (place: { channelId: string; ts: string | MessageTs }): string => `${place.channelId}:${place.ts}`

/** Messages, best first: by their words alone, or as the product searches without a key. */
async function ranked(question: string, by: 'keywords' | 'product'): Promise<string[]> {
  const { terms } = plainQuery(question)
  const [vector] = by === 'product' ? await embedder.embed([question], 'query') : []
  const related = by === 'product' ? expand(question, WORKPLACE_SYNONYMS, SYNONYM_WEIGHT) : []
  const wish = {
    visible,
    terms: { ...terms, related },
    fusion: embedder.fusion,
    candidates: 200,
    limit: 400,
    ...(vector ? { vector } : {}),
  }
  return [...new Set((await index.search(wish)).map(keyOf))]
}

test('on the demo company the keyless search is nowhere worse than keywords alone', async () => {
  const { threadReply, privateChannel, more } = world.questions
  const sums = { keywords: { ndcg10: 0, recall100: 0 }, product: { ndcg10: 0, recall100: 0 } }
  const questions = [threadReply, privateChannel, ...more]
  for (const { question, expect: right } of questions) {
    const grades = new Map(right.map((place) => [keyOf(place), 1]))
    for (const by of ['keywords', 'product'] as const) {
      const { ndcg10, recall100 } = qualityOf(await ranked(question, by), grades)
      sums[by].ndcg10 += ndcg10 / questions.length
      sums[by].recall100 += recall100 / questions.length
    }
  }
  expect(questions.length).toBeGreaterThanOrEqual(20)
  expect(sums.product.ndcg10).toBeGreaterThanOrEqual(sums.keywords.ndcg10 - 0.01)
  expect(sums.product.recall100).toBeGreaterThanOrEqual(sums.keywords.recall100 - 0.01)
  expect(sums.keywords.ndcg10).toBeGreaterThan(0.5)
})

test('"users can\'t log in" finds the message about authentication that fails after a password reset', async () => {
  const wanted = messages.find(({ text }) => text.includes('authentication failing after the password reset'))
  if (!wanted) throw new Error('the message is gone')
  const question = "users can't log in"
  expect((await ranked(question, 'product')).indexOf(keyOf({ channelId: wanted.id, ts: wanted.ts }))).toBeLessThan(5)
  expect((await ranked(question, 'keywords')).indexOf(keyOf({ channelId: wanted.id, ts: wanted.ts }))).not.toBe(0)
})
