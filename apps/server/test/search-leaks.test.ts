import type { SearchResponse } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { claimOneTeam, indexStateOf } from '@backscroll/db'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { aKeyOf, callApi } from './world/calling-api.ts'
import { looking } from './world/looking.ts'
import { minutesAgo, smallCompany } from './world/small-company.ts'

const TEAM = teamId('T0ACME')
const CANARY = 'zanzibarite'

/** The same company twice: in one of them there is a private channel more, full of what is asked for. */
function companies(): [without: WorkspaceSeed[], withSecret: WorkspaceSeed[]] {
  const [acme, ...others] = smallCompany()
  if (!acme) throw new Error('there is no company')
  const open = acme.channels.filter(({ id }) => id !== 'C0DEAL')
  const secret = {
    id: 'C0SECRET',
    name: 'deal',
    isPrivate: true,
    members: ['U0ADA', 'U0BOB'],
    messages: Array.from({ length: 30 }, (_, at) => ({
      ts: minutesAgo(350 - at),
      user: 'U0ADA',
      text: `The ${CANARY} merger: lunch, staging and the billing rewrite number ${at} https://example.com/${CANARY}`,
    })),
  }
  const without: WorkspaceSeed = { ...acme, channels: open }
  return [
    [without, ...others],
    [{ ...without, channels: [...open, secret] }, ...others],
  ]
}

const requests: Record<string, unknown>[] = [
  { query: CANARY },
  { query: `"${CANARY} merger"` },
  { query: `${CANARY} OR lunch` },
  { query: `lunch -${CANARY}` },
  { query: 'lunch' },
  { query: 'staging' },
  { query: 'billing rewrite' },
  { query: 'lunch', groupByThread: false, limit: 1 },
  { query: 'lunch', strategy: 'semantic' },
  { query: 'lunch has:link' },
  { query: 'merger', channels: ['deal'] },
  { query: 'merger', channels: ['C0SECRET'] },
  { query: 'merger in:#deal' },
  { query: 'merger in:<#C0SECRET|deal>' },
  { query: 'merger in deal' },
  { query: 'lunch from:@ada' },
  { query: 'latest news' },
  { query: 'lunch', cursor: 'x' },
]

type Body = SearchResponse & { requestId?: string }

/** What stays when the moment and the request are taken away. */
function lasting(text: string): Omit<Body, 'tookMs' | 'requestId' | 'nextCursor'> & { cursorLength: number | undefined } {
  const { tookMs: _took, requestId: _request, nextCursor, ...rest } = JSON.parse(text) as Body
  return { ...rest, cursorLength: nextCursor?.length }
}

/** The same without what ranks and scores by how often words occur, with the results in one order. */
function unranked(text: string): unknown {
  const body = lasting(text)
  // a refusal has no results
  const results = ((body as Partial<Body>).results ?? []).map((result) => {
    const { fusionMethod, weights, boosts, rrfK } = result.rankingDetails
    return { ...result, score: 0, rankingDetails: { fusionMethod, weights, boosts, rrfK } }
  })
  return { ...body, results: results.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }
}

const bodies = async (world: LivedInWorld, key: string): Promise<Map<string, { status: number; text: string }>> => {
  const answers = new Map<string, { status: number; text: string }>()
  for (const request of requests) {
    const { status, text } = await callApi(world, key, '/v1/search', { body: request })
    answers.set(JSON.stringify(request), { status, text: text.replaceAll(world.slack.url, '') })
  }
  return answers
}

/** Takes every row into the indexes, as upkeep does with a table that has grown. */
async function indexed(world: LivedInWorld): Promise<void> {
  await using ctx = await looking(world.env)
  const serving = (await ctx.db.withTenant(TEAM, (tx) => indexStateOf(tx).get()))?.serving
  const lease = await claimOneTeam(ctx.db, TEAM, { leaseMs: 30_000 })
  if (!serving || !lease) throw new Error('there is no table, or somebody else has it')
  await ctx.search.purgeDeleted(TEAM, lease, { version: serving.version, dimensions: serving.dims })
  await lease.release()
}

test('an outsider learns nothing of a private channel from any part of any answer', async () => {
  const [without, withSecret] = companies()
  const startedMs = Date.now()
  const clock = { nowMs: () => startedMs }
  await using world = await aWorld({ workspaces: withSecret, clock })
  await using empty = await aWorld({ workspaces: without, clock })
  const [eve, sameEve] = [await aKeyOf(world, 'U0EVE'), await aKeyOf(empty, 'U0EVE')]
  const [there, nowhere] = [await bodies(world, eve), await bodies(empty, sameEve)]
  for (const [request, { status, text }] of there) {
    const said = text.replaceAll(CANARY, (word) => (request.includes(word) ? '' : word))
    for (const secret of [CANARY, ...(request.includes('C0SECRET') ? [] : ['C0SECRET'])]) expect(said).not.toContain(secret)
    const other = nowhere.get(request)
    expect({ request, status, body: lasting(text) }).toEqual({ request, status: other?.status, body: lasting(other?.text ?? '{}') })
  }
  // the canary is there for who may read it
  const inside = await callApi<SearchResponse>(world, await aKeyOf(world, 'U0BOB'), '/v1/search', { body: { query: CANARY } })
  expect(inside.body.results[0]?.channelId).toBe('C0SECRET')
}, 120_000)

/** The full-text index counts words over all channels of a team: with it, orders may differ, and no bare number may show by how much. */
test('with every row in the index, what is found stays the same, and the score of a word does not tell how often it occurs', async () => {
  const [without, withSecret] = companies()
  const startedMs = Date.now()
  const clock = { nowMs: () => startedMs }
  await using world = await aWorld({ workspaces: withSecret, clock })
  await using empty = await aWorld({ workspaces: without, clock })
  for (const one of [world, empty]) await indexed(one)
  const [there, nowhere] = [await bodies(world, await aKeyOf(world, 'U0EVE')), await bodies(empty, await aKeyOf(empty, 'U0EVE'))]
  for (const [request, { status, text }] of there) {
    const other = nowhere.get(request)
    expect({ request, status, body: unranked(text) }).toEqual({ request, status: other?.status, body: unranked(other?.text ?? '{}') })
  }
  for (const word of ['lunch', 'staging']) {
    const about = JSON.stringify({ query: word })
    expect({ word, body: lasting(there.get(about)?.text ?? '') }).toEqual({ word, body: lasting(nowhere.get(about)?.text ?? '') })
  }
}, 120_000)
