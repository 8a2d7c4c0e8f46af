import { plainQuery, type Reranker, teamId, userId } from '@backscroll/core'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { type SearchRequest, searchMessages } from '../src/flows/search/search-messages.ts'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const BOB = { askerId: userId('U0BOB'), audience: null }
const EVE = { askerId: userId('U0EVE'), audience: null }

const search = (ctx: Context, text: string, over: Partial<SearchRequest> = {}) =>
  searchMessages(ctx, { teamId: TEAM, readers: BOB, query: plainQuery(text), groupBy: 'thread', limit: 10, ...over })

test('every result carries its reasons, lies between 0 and 1, and comes best first', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const { results, total, strategy, searched, reranked, warnings } = await search(ctx, 'merger with Initech')
  expect({ strategy, searched, reranked, warnings }).toEqual({ strategy: 'score', searched: 'index', reranked: false, warnings: [] })
  expect(total).toBe(results.length)
  expect(results[0]?.message.channelId).toBe('C0DEAL')
  expect(results[0]?.details).toMatchObject({
    keywordRank: 1,
    fusionMethod: 'score',
    weights: { keyword: 0.7, semantic: 0.3 },
    rerankScore: null,
  })
  const scores = results.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  for (const score of scores) expect(score >= 0 && score <= 1).toBe(true)
})

test('each strategy asks its legs and says so', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const keyword = await search(ctx, 'merger', { strategy: 'keyword' })
  expect(keyword.results.every(({ details }) => details.semanticRank === null && details.fusionMethod === 'keyword')).toBe(true)
  const semantic = await search(ctx, 'merger', { strategy: 'semantic' })
  expect(semantic.results.every(({ details }) => details.keywordRank === null && details.fusionMethod === 'semantic')).toBe(true)
  const byRanks = await search(ctx, 'merger', { strategy: 'hybrid_rrf' })
  expect(byRanks.results[0]?.details).toMatchObject({ fusionMethod: 'rrf', rrfK: 60 })
  expect(byRanks.warnings).toEqual([expect.stringMatching(/fuzzy lexical/)])
})

test('pages follow one another without a gap, and a message stands once however many passages found it', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const all = await search(ctx, 'merger, billing rewrite, lunch', { groupBy: 'message', limit: 50 })
  const pages: Awaited<ReturnType<typeof search>>['results'] = []
  for (let offset = 0; offset < all.total; offset += 2)
    pages.push(...(await search(ctx, 'merger, billing rewrite, lunch', { groupBy: 'message', limit: 2, offset })).results)
  const keys = (results: typeof pages) => results.map(({ message }) => `${message.channelId}:${message.ts}`)
  expect(keys(pages)).toEqual(keys(all.results))
  expect(new Set(keys(pages)).size).toBe(pages.length)
})

test('a pasted permalink brings its message first, and nothing to who may not read it', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const [deal] = (await search(ctx, 'merger with Initech')).results
  if (!deal) throw new Error('nothing was found')
  const { channelId, ts, threadTs } = deal.message
  const query = { ...plainQuery(''), permalinks: [{ channelId, ts, threadTs: threadTs ?? ts }] }
  const pasted = await search(ctx, '', { query })
  expect(pasted.results).toMatchObject([{ score: 1, message: { ts }, details: { fusionMethod: 'permalink' } }])
  expect(await search(ctx, '', { query, readers: EVE })).toMatchObject({ results: [], total: 0 })
})

test('filters of the query hold inside the search', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const query = plainQuery('merger, billing rewrite, lunch')
  const found = (await search(ctx, '', { query, groupBy: 'message', limit: 50 })).results.map(({ message }) => message)
  const middle = found.map(({ postedAtMs }) => postedAtMs).sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0
  const inside = await search(ctx, '', {
    query: { ...query, filters: { ...query.filters, fromMs: middle } },
    groupBy: 'message',
    limit: 50,
  })
  expect(inside.results.length).toBeGreaterThan(0)
  expect(inside.results.length).toBeLessThan(found.length)
  expect(inside.results.every(({ message }) => message.postedAtMs >= middle)).toBe(true)
})

const withReranker = (ctx: Context, rerank: Reranker['rerank'], deadlineMs = 400): Context => ({
  ...ctx,
  reranker: { model: 'stand-in', deadlineMs, rerank },
})

test('a reranker decides the order, and its score stands in the details', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const fused = await search(ctx, 'merger, billing rewrite, lunch')
  const last = fused.results.at(-1)?.message
  const turned = withReranker(ctx, async (_, documents) =>
    documents.map((text, index) => ({ index, score: text === last?.text ? 0.9 : 0.1 })).sort((a, b) => b.score - a.score),
  )
  const { results, reranked } = await search(turned, 'merger, billing rewrite, lunch')
  expect(reranked).toBe(true)
  expect(results[0]).toMatchObject({ message: { ts: last?.ts }, details: { rerankScore: 0.9 } })
})

test('a reranker that fails or does not answer keeps the fused order, and the result says so', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const fused = await search(ctx, 'merger, billing rewrite, lunch')
  const order = fused.results.map(({ message }) => message.ts)
  const failing = withReranker(ctx, () => Promise.reject(new Error('down')))
  const silent = withReranker(
    ctx,
    (_query, _documents, _topN, signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
    20,
  )
  for (const broken of [failing, silent]) {
    const { results, reranked, warnings } = await search(broken, 'merger, billing rewrite, lunch')
    expect(results.map(({ message }) => message.ts)).toEqual(order)
    expect(reranked).toBe(false)
    expect(warnings).toEqual([expect.stringMatching(/reranker/)])
  }
})
