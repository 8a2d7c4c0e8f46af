import { anyOf, channelId, type MessageChange, type MessageTs, messageTs, teamId, tsMicros, userId } from '@backscroll/core'
import { claimTeam, messagesOf } from '@backscroll/db'
import { aMessageState } from '@backscroll/testkit'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { indexDirtyMessages } from '../src/flows/index/index-dirty-messages.ts'
import { storeMessages } from '../src/flows/intake/store-messages.ts'
import { aWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const GENERAL = channelId('C0GENERAL')

const put = (ts: MessageTs, mrkdwn: string, more: { threadTs?: MessageTs; version?: bigint } = {}): MessageChange => ({
  kind: 'put',
  version: more.version ?? tsMicros(ts),
  source: 'event',
  state: aMessageState({ channelId: GENERAL, ts, mrkdwn, threadTs: more.threadTs ?? null, userId: userId('U0ADA') }),
})

/** One round over what is dirty; `killed` leaves out the mark, as a worker does that dies after its last write. */
async function round(ctx: Context, fate: 'finished' | 'killed' = 'finished'): Promise<void> {
  const lease = await claimTeam(ctx.db, { leaseMs: 10_000 })
  if (!lease) throw new Error('nothing is dirty')
  await indexDirtyMessages(ctx, lease)
  if (fate === 'killed') await ctx.db.withTenant(TEAM, (tx) => messagesOf(tx).markAllDirty())
  await lease.release()
}

const store = (ctx: Context, ...changes: MessageChange[]) => ctx.db.withTenant(TEAM, (tx) => storeMessages(ctx, tx, TEAM, changes))
const rowsOf = async (ctx: Context, ts: MessageTs) =>
  (await ctx.search.team(TEAM).stored([{ channelId: GENERAL, ts }])).map((row) => row.id)

test('a message that is edited after a killed round leaves no piece of its longer self behind', async () => {
  await using world = await aWorld({ verb: 'all' })
  await world.server.stop()
  await using ctx = await looking(world.env)
  const ts = messageTs('1790000000.000100')
  await store(ctx, put(ts, 'word '.repeat(1_000)))
  await round(ctx, 'killed')
  expect((await rowsOf(ctx, ts)).length).toBeGreaterThan(1)

  await store(ctx, put(ts, 'short now', { version: tsMicros(ts) + 5n }))
  await round(ctx)

  expect(await rowsOf(ctx, ts)).toEqual([`C0GENERAL:${ts}:m0`])
})

test('a message that turns out to stand in a thread is found in that thread', async () => {
  await using world = await aWorld()
  await world.server.stop()
  await using ctx = await looking(world.env)
  const [root, reply] = [messageTs('1790000000.000100'), messageTs('1790000010.000100')]
  await store(ctx, put(root, 'a root about quaggas'), put(reply, 'a reply about okapis'))
  await round(ctx)
  await store(ctx, put(reply, 'a reply about okapis', { threadTs: root, version: tsMicros(reply) + 1n }))
  await round(ctx)

  const visible = [GENERAL] as unknown as Parameters<ReturnType<typeof ctx.search.team>['search']>[0]['visible']
  const hits = await ctx.search.team(TEAM).search({ visible, terms: anyOf('okapis'), fusion: ctx.embedder.fusion })
  expect(hits.map((hit) => hit.threadTs)).toEqual([root, root])
})
