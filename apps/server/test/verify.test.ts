import { channelId, type PassageRow, teamId } from '@backscroll/core'
import { claimOneTeam, driftReportsOf, indexStateOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { indexDirtyMessages } from '../src/flows/index/index-dirty-messages.ts'
import { verifyTeam } from '../src/flows/index/verify-team.ts'
import { aWorld } from './world/a-world.ts'
import { delivery, knock } from './world/door.ts'
import { looking } from './world/looking.ts'
import { manyTs, storeMany } from './world/many-messages.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const GENERAL = channelId('C0GENERAL')
const EVERYTHING = { teamId: TEAM, windows: 1_000, paceMs: 0 }

async function settle(ctx: Context): Promise<void> {
  const lease = await claimOneTeam(ctx.db, TEAM, { leaseMs: 30_000 })
  if (!lease) throw new Error('somebody else has the team')
  while ((await indexDirtyMessages(ctx, lease)).more);
  await lease.release()
}

const verify = (ctx: Context, mode: 'report' | 'repair', windows = 0) => verifyTeam(ctx, { ...EVERYTHING, windows, mode }, () => {})

function plantedRow(ctx: Context, n: number, over: Partial<PassageRow> = {}): PassageRow {
  const ts = manyTs(n)
  const place = { channelId: GENERAL, ts, threadTs: ts, firstTs: ts, lastTs: ts, traits: [], postedAtMs: 1_700_000_000_000 }
  const content = { contentHash: 'planted', text: 'planted', vector: new Float32Array(ctx.embedder.dimensions) }
  return { ...place, ...content, id: `C0GENERAL:${ts}:m0`, kind: 'message', userId: '', version: 1n << 60n, ...over }
}

test('1,000 missing, 1,000 extra and 1,000 stale rows of the index are found and mended, and the second run reports nothing', async () => {
  await using world = await aWorld({ verb: 'all' })
  await world.server.stop()
  await using ctx = await looking(world.env)
  await storeMany(ctx, TEAM, 3_600)
  await settle(ctx)
  expect(await verify(ctx, 'report')).toMatchObject({ drift: 0, causes: {}, previous: null })

  const serving = (await ctx.db.withTenant(TEAM, (tx) => indexStateOf(tx).get()))?.serving
  if (!serving) throw new Error('no table')
  const index = ctx.search.team(TEAM, { version: serving.version, dimensions: serving.dims })
  const held = { assert: async () => {} }
  const numbers = Array.from({ length: 1_000 }, (_, n) => n)
  await index.remove(
    numbers.map((n) => `C0GENERAL:${manyTs(n)}:m0`),
    held,
  )
  await index.upsert(
    numbers.map((n) => plantedRow(ctx, 1_000 + n)),
    held,
  )
  const extra = (n: number) =>
    n % 2 ? plantedRow(ctx, 10_000 + n) : plantedRow(ctx, 2_500 + n, { id: `C0GENERAL:${manyTs(2_500 + n)}:m7` })
  await index.upsert(numbers.map(extra), held)

  const causes = { 'index.missing': 1_000, 'index.extra': 1_000, 'index.stale': 1_000 }
  expect(await verify(ctx, 'report')).toMatchObject({ drift: 3_000, repaired: 0, causes })
  expect(await verify(ctx, 'repair')).toMatchObject({ drift: 3_000, repaired: 3_000, causes, previous: { missing: 1_000, repaired: 0 } })
  expect(await verify(ctx, 'report')).toMatchObject({ drift: 0, causes: {}, previous: { extra: 1_000, repaired: 3_000 } })
  expect((await world.indexed()).size).toBe(3_605)
  expect(await ctx.db.withTenant(TEAM, (tx) => driftReportsOf(tx).latest())).toMatchObject({ missing: 0, extra: 0, stale: 0 })
}, 120_000)

test('what Postgres lacks, has too much or has wrong is found in Slack and mended as Slack has it', async () => {
  await using world = await aWorld()
  const all = ['verify', '--team', ACME, '--sample', '100', '--pace', '0', '--json']
  expect(await runVerb(world.env, ...all)).toMatchObject({ code: 0, json: { ok: true, drift: 0, slack: { windows: 3, messages: 5 } } })

  const before = await world.stored()
  const texts = new Map([...before].map(([key, { text }]) => [key, text]))
  const [lunch] = [...before].filter(([, { text }]) => text?.startsWith('Lunch')).map(([key]) => key.split(':')[1] ?? '')
  const [reset] = [...before].filter(([, { text }]) => text?.startsWith('Reset')).map(([key]) => key.split(':')[1] ?? '')
  await world.admin`delete from messages where channel_id = 'C0DEAL'`
  await world.admin`update messages set deleted_at = now(), delete_reason = 'deleted', content_hash = null where ts = ${lunch ?? ''}`
  await world.admin`delete from message_bodies where ts = ${lunch ?? ''}`
  await world.admin`update messages set content_hash = 'wrong', version = version + 1000000 where ts = ${reset ?? ''}`
  await world.admin`update message_bodies set text = 'wrong' where ts = ${reset ?? ''}`
  const ts = `${Math.floor(Date.now() / 1_000) - 3_000}.000700`
  const event = { type: 'message', channel: 'C0GENERAL', channel_type: 'channel', user: 'U0ADA', text: 'never said', ts, event_ts: ts }
  await knock(world, '/slack/events', { body: JSON.stringify(delivery(event, { eventId: 'EvNEVER' })) })
  await world.settled()

  const causes = { 'slack.missing': 2, 'slack.extra': 1, 'slack.stale': 1 }
  const found = await runVerb(world.env, ...all)
  expect(found).toMatchObject({ code: 1, json: { ok: false, repaired: 0, causes: expect.objectContaining(causes) } })
  expect(await runVerb(world.env, ...all, '--repair')).toMatchObject({
    code: 0,
    json: { ok: true, causes: expect.objectContaining(causes) },
  })
  await world.settled()
  expect(await runVerb(world.env, ...all)).toMatchObject({ code: 0, json: { ok: true, drift: 0, causes: {} } })
  expect(new Map([...(await world.stored())].map(([key, { text }]) => [key, text]))).toEqual(texts)
  expect(await world.indexed()).toEqual(new Set(before.keys()))
})

test('what people say, change and delete while the comparison runs is no drift', async () => {
  await using world = await aWorld()
  await using ctx = await looking(world.env)
  const ada = world.as('U0ADA')
  for (let round = 0; round < 8; round += 1) {
    const posts = Array.from({ length: 12 }, (_, n) => ada.post('C0GENERAL', `remark ${round} ${n}`))
    const running = verify(ctx, 'report', 1_000)
    for (const [n, { ts }] of posts.entries()) {
      if (n % 3 === 0) ada.edit('C0GENERAL', ts, `changed ${round} ${n}`)
      if (n % 3 === 1) ada.remove('C0GENERAL', ts)
    }
    expect(await running).toMatchObject({ drift: 0 })
  }
  await world.settled()
  expect(await verify(ctx, 'report', 1_000)).toMatchObject({ drift: 0, index: { pending: 0 } })
})

test('a workspace that is not known and a sample that is no number are refused with a reason', async () => {
  await using world = await aWorld({ installedIn: [], verb: 'api' })
  for (const args of [
    ['--team', 'T0NOBODY'],
    ['--team', ACME, '--sample', 'all'],
    ['--team', 'nobody'],
  ]) {
    const { code, stdout, stderr } = await runVerb(world.env, 'verify', ...args)
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' })
    expect(stderr).not.toContain('fault of Backscroll')
  }
})
