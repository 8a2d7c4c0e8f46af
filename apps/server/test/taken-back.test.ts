import { teamId } from '@backscroll/core'
import { erasuresOf, installationsOf, receiptsOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { runErasure } from '../src/flows/erasure/run-erasure.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { looking } from './world/looking.ts'
import { ACME, APP_ID } from './world/small-company.ts'

const TEAM = teamId(ACME)
const never = new AbortController().signal
type Looking = Awaited<ReturnType<typeof looking>>

/** An answer that is shown in so many places, and an erasure of the workspace that nobody works on yet. */
async function manyPosts(world: LivedInWorld, ctx: Looking, count: number): Promise<string> {
  await world.install(ACME, 'U0ADA')
  await world.admin`insert into questions (team_id, question_id, asker_id, surface, channel_id, text, dedupe_key)
    values (${ACME}, gen_random_uuid(), 'U0ADA', 'mention', 'C0GENERAL', 'when?', 'a')`
  await world.admin`insert into answers (team_id, answer_id, question_id, attempt, state, ephemeral)
    select team_id, gen_random_uuid(), question_id, 1, 'answered', false from questions where team_id = ${ACME}`
  await world.admin`insert into answer_posts (team_id, answer_id, channel_id, ts, ephemeral, posted_at)
    select team_id, answer_id, 'C0GENERAL', (1700000000 + n) || '.000000', false, now() - n * interval '1 minute'
    from answers, generate_series(1, ${count}::int) n`
  const wish = { teamId: TEAM, kind: 'team', target: ACME, requestedBy: 'U0ADA' } as const
  const held = { ...ctx, enqueue: async () => {} }
  return (await ctx.db.withTenant(TEAM, (tx) => requestErasure(held, tx, wish))).erasureId
}
const deleted = (world: LivedInWorld) => world.slack.requests().filter(({ method }) => method === 'chat.delete').length
const counts = async (ctx: Looking) => (await ctx.db.withTenant(TEAM, receiptsOf)).map((receipt) => receipt.counts)

test('an erasure takes back every post, waits when Slack asks, goes on after a kill, and counts what stays', async () => {
  await using world = await aWorld({ verb: 'api', installedIn: [] })
  await using ctx = await looking(world.env)
  const erasureId = await manyPosts(world, ctx, 260)
  const left = async () => (await ctx.db.withTenant(TEAM, (tx) => erasuresOf(tx).get(erasureId)))?.counts.posts
  world.slack.faults.add({ method: 'chat.delete', kind: 'refuse', error: 'cant_delete_message', nth: 5, times: 3 })
  world.slack.faults.add({ method: 'chat.delete', kind: '429', nth: 40, times: 1 })
  const run = (context = ctx) => runErasure(context, { teamId: TEAM, erasureId }, never)
  await expect(run()).rejects.toMatchObject({ code: 'slack_rate_limited', retryAfterMs: expect.any(Number) })
  expect(await left()).toEqual({ before: 260, after: 260 - 36 })
  // Slack is asked nothing before its time
  const asked = deleted(world)
  await expect(run()).rejects.toMatchObject({ code: 'slack_rate_limited' })
  expect(deleted(world)).toBe(asked)

  await using later = await looking(world.env, { nowMs: () => Date.now() + 60_000 })
  let calls = 0
  const dying = {
    ...later,
    slack: async (team: typeof TEAM) => {
      const gateway = await later.slack(team)
      const deleteMessage = (at: Parameters<typeof gateway.deleteMessage>[0]) => {
        calls += 1
        return calls > 50 ? Promise.reject(new Error('killed')) : gateway.deleteMessage(at)
      }
      return { ...gateway, deleteMessage }
    },
  }
  await expect(run(dying)).rejects.toThrow('killed')
  expect(await left()).toEqual({ before: 260, after: 260 - 86 })
  await run(later)
  expect(await counts(ctx)).toMatchObject([{ posts: { before: 260, after: 3 }, answer_posts: { before: 260, after: 0 } }])
  expect(deleted(world)).toBe(261)
})

test('without a token, or with a Slack that fails for days, what was posted is counted and does not hold up the rest', async () => {
  for (const trouble of ['no-token', 'failing'] as const) {
    await using world = await aWorld({ verb: 'api', installedIn: [] })
    await using ctx = await looking(world.env)
    const erasureId = await manyPosts(world, ctx, 4)
    await using late = await looking(world.env, { nowMs: () => Date.now() + 4 * 86_400_000 })
    world.slack.faults.add({ method: 'chat.delete', kind: 'http503', times: 99 })
    if (trouble === 'failing')
      await expect(runErasure(ctx, { teamId: TEAM, erasureId }, never)).rejects.toMatchObject({ code: 'slack_unavailable' })
    else {
      const found = await ctx.db.withTenant(TEAM, (tx) => installationsOf(tx).latest(TEAM, APP_ID))
      const end = { teamId: TEAM, appId: APP_ID, generation: found?.generation ?? 0, atMs: Date.now(), reason: 'tokens_revoked' }
      await ctx.db.withTenant(TEAM, (tx) => installationsOf(tx).deactivate(end))
    }
    await runErasure(trouble === 'failing' ? late : ctx, { teamId: TEAM, erasureId }, never)
    expect(await counts(ctx)).toMatchObject([{ posts: { before: 4, after: 4 } }])
  }
})
