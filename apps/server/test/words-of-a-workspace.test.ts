import { plainQuery, type TeamId, teamId, userId } from '@backscroll/core'
import { backfillRunsOf, indexStateOf, wordTablesOf } from '@backscroll/db'
import { createHashEmbedder } from '@backscroll/models'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { embedderOf } from '../src/flows/index/embedder-of.ts'
import { fitWords } from '../src/flows/index/fit-words.ts'
import { reindexTeam } from '../src/flows/index/reindex-team.ts'
import { searchMessages } from '../src/flows/search/search-messages.ts'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { storeMany } from './world/many-messages.ts'
import { ACME, GLOBEX } from './world/small-company.ts'

const TEAM = teamId(ACME)
const SHIPPED = createHashEmbedder().space
const BOB = { askerId: userId('U0BOB'), audience: null }

const search = (ctx: Context, text: string) =>
  searchMessages(ctx, { teamId: TEAM, readers: BOB, query: plainQuery(text), groupBy: 'message', limit: 5 })
const stateOf = (ctx: Context, team: TeamId = TEAM) => ctx.db.withTenant(team, (tx) => indexStateOf(tx).get())
const tableOf = (ctx: Context, team: TeamId = TEAM) => ctx.db.withTenant(team, (tx) => wordTablesOf(tx).get())
const textsOf = ({ results }: Awaited<ReturnType<typeof search>>) => results.map(({ message }) => message.text)

test('with a thousand messages a workspace gets a table of its own: every question before, during and after it is answered from vectors, and no other workspace is touched', async () => {
  await using world = await aWorld({ installedIn: [ACME, GLOBEX] })
  await using asks = await looking(world.env)
  await using other = await looking(world.env)
  await storeMany(asks, TEAM, 400)
  await world.settled()
  expect(await tableOf(asks)).toBeNull()
  expect(await search(asks, 'item77')).toMatchObject({ searched: 'index', space: SHIPPED })

  await storeMany(asks, TEAM, 1_200)
  const seen = new Set<string>()
  await expect
    .poll(
      async () => {
        for (const ctx of [asks, other]) {
          const outcome = await search(ctx, 'remark about item77')
          expect(outcome).toMatchObject({ searched: 'index' })
          expect(textsOf(outcome)).toContain('remark 77 about topic77 and item77')
          seen.add(outcome.space)
        }
        const state = await stateOf(asks)
        return state?.building === null && state.serving?.embedderId !== SHIPPED
      },
      { timeout: 25_000, interval: 5 },
    )
    .toBe(true)
  await world.settled()

  const table = await tableOf(asks)
  const fitted = asks.embedder.fitting?.spaceOf(table?.tableId ?? '') ?? ''
  expect(table?.passages).toBeGreaterThanOrEqual(500)
  expect((await stateOf(asks))?.serving?.embedderId).toBe(fitted)
  expect([...seen].filter((space) => space !== SHIPPED && space !== fitted)).toEqual([])
  for (const ctx of [asks, other]) expect((await search(ctx, 'item77')).space).toBe(fitted)
  expect((await world.indexed()).size).toBe((await world.stored()).size)

  world.as('U0BOB').post('C0GENERAL', 'the anemometer of the northern mast is frozen')
  await world.settled()
  const late = await search(other, 'anemometr')
  expect(late).toMatchObject({ space: fitted, searched: 'index' })
  expect(textsOf(late)[0]).toBe('the anemometer of the northern mast is frozen')
  expect(late.results[0]?.details.semanticRank).toBe(1)

  expect((await stateOf(asks, teamId(GLOBEX)))?.serving?.embedderId).toBe(SHIPPED)
  expect(await tableOf(asks, teamId(GLOBEX))).toBeNull()
  const before = await stateOf(asks)
  await world.restart()
  await world.settled()
  expect(await stateOf(asks)).toEqual(before)
}, 60_000)

test('while history is read, 600 messages are too few; they do when it has been read, and a fit that was cut off goes on', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using ctx = await looking(world.env)
  await using other = await looking(world.env)
  const run = { trigger: 'operator' as const, actor: 'test', channels: ['C0GENERAL'], startedAtMs: Date.now() }
  const runId = await ctx.db.withTenant(TEAM, (tx) => backfillRunsOf(tx).join(run))
  await storeMany(ctx, TEAM, 600)
  const count = (by: Context) => fitWords(by, { teamId: TEAM }, new AbortController().signal)
  await count(ctx)
  expect(await tableOf(ctx)).toBeNull()
  await ctx.db.withTenant(TEAM, (tx) => backfillRunsOf(tx).finish(runId, 'finished', Date.now()))
  await Promise.all([count(ctx), count(other)])
  const table = await tableOf(ctx)
  const space = ctx.embedder.fitting?.spaceOf(table?.tableId ?? '') ?? ''
  expect(await stateOf(ctx)).toMatchObject({
    serving: { embedderId: SHIPPED },
    building: { embedderId: space },
    wordTableId: table?.tableId,
  })

  // frozen: what comes later does not change it
  await storeMany(ctx, TEAM, 1_500)
  await count(ctx)
  expect(await tableOf(ctx)).toEqual(table)
  expect(await reindexTeam(ctx, { teamId: TEAM }, () => {})).toMatchObject({ embedderId: space })
  const [one, two] = await Promise.all([ctx, other].map(async (by) => (await embedderOf(by, TEAM, space))?.embed(['item77'], 'query')))
  expect(one).toEqual(two)
  expect(await embedderOf(ctx, TEAM, 'hash-v1/1024/000000000000')).toBeNull()
  expect(await embedderOf(ctx, teamId(GLOBEX), space)).toBeNull()
})

test('when a channel is erased, words are counted again in what is left, and searches go on', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  await storeMany(ctx, TEAM, 700)
  await storeMany(ctx, TEAM, 700, 'C0HELP')
  await world.settled()
  const first = await tableOf(ctx)
  expect(first?.passages).toBe(1_000)
  const wish = { teamId: TEAM, kind: 'channel' as const, target: 'C0HELP', requestedBy: 'U0ADA' }
  await ctx.db.withTenant(TEAM, (tx) => requestErasure(ctx, tx, wish))
  await world.settled()
  const second = await tableOf(ctx)
  expect(second?.passages).toBeLessThan(800)
  expect(second?.tableId).not.toBe(first?.tableId)
  const space = ctx.embedder.fitting?.spaceOf(second?.tableId ?? '')
  expect((await stateOf(ctx))?.serving?.embedderId).toBe(space)
  expect(await search(ctx, 'item77')).toMatchObject({ searched: 'index', space })

  await ctx.db.withTenant(TEAM, (tx) => requestErasure(ctx, tx, { ...wish, target: 'C0GENERAL' }))
  await world.settled()
  expect(await tableOf(ctx)).toBeNull()
  expect((await stateOf(ctx))?.serving?.embedderId).toBe(SHIPPED)
}, 60_000)

test('what is said in private channels is not counted', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using ctx = await looking(world.env)
  await storeMany(ctx, TEAM, 1_200, 'C0DEAL')
  await fitWords(ctx, { teamId: TEAM }, new AbortController().signal)
  expect(await tableOf(ctx)).toBeNull()
})
