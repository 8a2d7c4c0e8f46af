import { channelId, teamId } from '@backscroll/core'
import { auditOf, retentionOf } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { setChannelPolicy } from '../src/flows/channels/set-channel-policy.ts'
import { sweepExcluded } from '../src/flows/retention/sweep-retention.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { decide } from './world/decide.ts'
import { looking } from './world/looking.ts'
import { readAnswer } from './world/read-answer.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const HELP = channelId('C0HELP')
const HOUR_MS = 3_600_000
const inHours = (world: LivedInWorld, hours: number) => looking(world.env, { nowMs: () => Date.now() + hours * HOUR_MS })
const decides = (ctx: Awaited<ReturnType<typeof looking>>, policy: 'allowed' | 'excluded') =>
  setChannelPolicy(ctx, { teamId: TEAM, channelId: HELP, policy, actor: 'U0ADA', actorKind: 'user' })
const bodies = async (world: LivedInWorld) =>
  (await world.admin`select text from message_bodies where team_id = ${ACME} and channel_id = ${HELP} order by ts`).map(({ text }) => text)
const indexed = async (world: LivedInWorld) => [...(await world.indexed())].filter((key) => key.startsWith(HELP)).length

describe('an excluded channel', () => {
  test('is found by nobody at once, can be taken back for a while without being read again, and then it is gone', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const [ada, question] = [world.as('U0ADA'), 'how do I reset the staging database?']
    const edited = ada.post(HELP, 'The canary plays the flute.')
    const removed = ada.post(HELP, 'The parrot plays the drums.')
    await world.settled()
    const { ts: asked } = await world.mention('U0ADA', HELP, question)
    await world.quiet()
    const shown = () => readAnswer(world.repliesIn(HELP, asked).at(-1) ?? { text: '', blocks: null }).text
    expect(shown()).toContain('staging-reset')

    await decides(ctx, 'excluded')
    await world.quiet()
    expect(shown()).toContain('what it came from is no longer searched')
    expect((await world.ask('U0ADA', question)).text).not.toContain('staging-reset')
    expect(await indexed(world)).toBe(0)
    expect(await bodies(world)).toContain('Reset the staging database with make staging-reset.')

    // what happens meanwhile to what is kept is followed, and nothing new comes in
    ada.edit(HELP, edited.ts, 'The canary plays the oboe.')
    ada.remove(HELP, removed.ts)
    ada.post(HELP, 'A new song of the canary.')
    await world.quiet()
    const kept = await bodies(world)
    expect(kept).toContain('The canary plays the oboe.')
    expect(kept.join('\n')).not.toMatch(/parrot|flute|new song/)

    await using before = await inHours(world, 71)
    await sweepExcluded(before)
    expect(await bodies(world)).toEqual(kept)
    const calls = world.slack.requests().length
    await decides(ctx, 'allowed')
    expect(world.slack.requests().length).toBe(calls)
    await world.settled()
    expect(await bodies(world)).toContain('A new song of the canary.')
    expect((await world.ask('U0ADA', question)).text).toContain('staging-reset')

    await decides(ctx, 'excluded')
    await world.quiet()
    await using after = await inHours(world, 73)
    await sweepExcluded(after)
    await world.quiet()
    expect([await bodies(world), await indexed(world)]).toEqual([[], 0])
    const log = await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(50))
    expect(log.find(({ action }) => action === 'channel.purged')).toMatchObject({ target: HELP, diff: { messages: expect.any(Number) } })
    await sweepExcluded(after)
    expect((await world.db.withTenant(TEAM, (tx) => auditOf(tx).recent(50))).length).toBe(log.length)
  })

  test('is purged at once where the grace is none, and never while it is on hold', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    await decide(world.db, { exclude_grace_hours: 0 })
    const hold = (legalHold: boolean) =>
      world.db.withTenant(TEAM, (tx) => retentionOf(tx).set(HELP, { legalHold }, { by: 'U0ADA', atMs: 1 }))
    await hold(true)
    await decides(ctx, 'excluded')
    await sweepExcluded(ctx)
    await world.quiet()
    expect([(await bodies(world)).length, await indexed(world)]).toEqual([1, 0])
    await hold(false)
    await sweepExcluded(ctx)
    expect(await bodies(world)).toEqual([])
    await decides(ctx, 'allowed')
    await world.settled()
    expect((await bodies(world)).length).toBe(1)
    await decides(ctx, 'excluded')
    expect(await bodies(world)).toEqual([])
    await world.quiet()
  })
})
