import { anyOf, channelId, messageTs, type PassageRow, plainQuery, teamId, userId } from '@backscroll/core'
import { membersOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { visibleChannels } from '../src/flows/channels/visible-channels.ts'
import { retrieve } from '../src/flows/search/retrieve.ts'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const BOB = { askerId: userId('U0BOB'), audience: null }

test('rights are asked for again in the transaction that reads the text: who left between search and reading gets nothing', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const visible = await ctx.db.withTenant(TEAM, (tx) => visibleChannels(tx, BOB))
  const request = { teamId: TEAM, query: plainQuery('merger with Initech'), visible, readers: BOB }
  expect((await retrieve(ctx, request)).sources.map(({ message }) => message.channelId)).toContain('C0DEAL')

  await ctx.db.withTenant(TEAM, (tx) => membersOf(tx).remove('C0DEAL', 'U0BOB'))

  expect((await retrieve(ctx, request)).sources.map(({ message }) => message.channelId)).not.toContain('C0DEAL')
})

test('the index only proposes: a row without a readable message behind it is never a source', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const text = 'the planted quagga sentence'
  const [vector] = await ctx.embedder.embed([text], 'document')
  const ts = messageTs('1700000000.000100')
  const place = { channelId: channelId('C0GENERAL'), ts, threadTs: ts, firstTs: ts, lastTs: ts, traits: [], postedAtMs: 1_700_000_000_000 }
  const row: PassageRow = {
    ...place,
    id: `C0GENERAL:${ts}:m0`,
    kind: 'message',
    userId: userId('U0ADA'),
    version: 1n,
    contentHash: 'planted',
    text,
    vector: vector ?? new Float32Array(ctx.embedder.dimensions),
  }
  await ctx.search.team(TEAM).upsert([row], { assert: async () => {} })
  const visible = await ctx.db.withTenant(TEAM, (tx) => visibleChannels(tx, BOB))
  const query = { visible, terms: anyOf('quagga'), fusion: ctx.embedder.fusion }
  expect((await ctx.search.team(TEAM).search(query)).map((hit) => hit.id)).toContain(row.id)

  const found = await retrieve(ctx, { teamId: TEAM, query: plainQuery('quagga'), visible, readers: BOB })
  expect(found.sources.map(({ id }) => id)).not.toContain(`C0GENERAL:${ts}`)
  expect(await world.ask('U0BOB', 'what about the quagga?')).toMatchObject({ kind: 'nothing-found' })
})
