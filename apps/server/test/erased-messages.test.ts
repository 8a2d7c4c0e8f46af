import { teamId } from '@backscroll/core'
import { type Erasure, erasuresOf, retentionOf } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import { requestErasure } from '../src/flows/erasure/request-erasure.ts'
import { runErasure } from '../src/flows/erasure/run-erasure.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { everythingStored } from './world/everything.ts'
import { filesBelow } from './world/index-files.ts'
import { looking } from './world/looking.ts'
import { readAnswer } from './world/read-answer.ts'
import { ACME } from './world/small-company.ts'

const TEAM = teamId(ACME)
const CANARY = 'canaryzephyr'
const never = new AbortController().signal

type Looking = Awaited<ReturnType<typeof looking>>
const requested = (ctx: Looking, kind: Erasure['kind'], target: string) =>
  ctx.db.withTenant(TEAM, (tx) => requestErasure(ctx, tx, { teamId: TEAM, kind, target, requestedBy: 'U0ADA' }))
const shownIn = (world: LivedInWorld, channel: string, ts: string) => world.repliesIn(channel, ts).map((reply) => readAnswer(reply).text)
/** Everywhere: live rows, files of the index. */
async function placesOf(world: LivedInWorld, word: string): Promise<string[]> {
  const rows = (await everythingStored(world.admin)).split('\n').filter((row) => row.includes(word))
  return [...rows, ...[...filesBelow(world.dataDir)].filter(([, content]) => content.includes(word)).map(([name]) => name)]
}
const texts = async (world: LivedInWorld) => [...(await world.stored()).values()].map(({ text }) => text ?? '')
/** Has everything of a workspace read again. */
async function readAgain(world: LivedInWorld, ctx: Looking): Promise<void> {
  await ctx.enqueue('team.reconcile', { teamId: TEAM, trigger: 'operator' })
  await world.settled()
}

describe('erasing for good', () => {
  test('a message takes out its text and what answers took from it; no edit and no reading brings it back', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const bob = world.as('U0BOB')
    const root = bob.post('C0GENERAL', `the xylophone of ${CANARY} plays on Tuesday at noon`)
    bob.post('C0GENERAL', 'bring the mallets', { threadTs: root.ts })
    await world.settled()
    const { ts: asked } = await world.mention('U0ADA', 'C0DEAL', 'when does the xylophone play?')
    await world.quiet()
    expect(shownIn(world, 'C0DEAL', asked).join()).toContain('Tuesday')
    const { erasureId } = await requested(ctx, 'message', `C0GENERAL:${root.ts}`)
    await world.quiet()
    expect(await ctx.db.withTenant(TEAM, (tx) => erasuresOf(tx).get(erasureId))).toMatchObject({
      state: 'finished',
      counts: { messages: { before: 1, after: 0 }, message_bodies: { before: 1, after: 0 }, index_rows: { before: 1, after: 0 } },
    })
    expect(shownIn(world, 'C0DEAL', asked).join()).not.toContain('Tuesday')
    expect(await placesOf(world, CANARY)).toEqual([])
    expect(await texts(world)).toContain('bring the mallets')

    bob.edit('C0GENERAL', root.ts, `the xylophone of ${CANARY} plays on Wednesday`)
    await world.settled()
    await readAgain(world, ctx)
    expect(await placesOf(world, CANARY)).toEqual([])
    await expect(requested(ctx, 'message', `C0GENERAL:${root.ts}`)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a message that asks takes its question and the answer with it', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const { ts: question } = await world.mention('U0BOB', 'C0GENERAL', `who tunes the ${CANARY}?`)
    await world.quiet()
    expect(shownIn(world, 'C0GENERAL', question)).toHaveLength(1)
    await requested(ctx, 'message', `C0GENERAL:${question}`)
    await world.quiet()
    expect(shownIn(world, 'C0GENERAL', question)).toEqual([])
    expect(await placesOf(world, CANARY)).toEqual([])
  })

  test('a thread takes out its first message and its replies; what is said in it later is new', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const bob = world.as('U0BOB')
    const root = bob.post('C0GENERAL', `about the ${CANARY}`)
    world.as('U0EVE').post('C0GENERAL', `the ${CANARY} is mine`, { threadTs: root.ts })
    bob.post('C0GENERAL', 'what stands beside it')
    await world.settled()
    await world.mention('U0ADA', 'C0GENERAL', `whose is the ${CANARY}?`, { threadTs: root.ts })
    await world.quiet()
    await requested(ctx, 'thread', `C0GENERAL:${root.ts}`)
    await world.quiet()
    expect(await placesOf(world, CANARY)).toEqual([])
    expect(shownIn(world, 'C0GENERAL', root.ts).filter((text) => text.includes(CANARY) && !text.includes('mine'))).toEqual([])
    world.as('U0EVE').post('C0GENERAL', 'something new below it', { threadTs: root.ts })
    await world.settled()
    expect(await texts(world)).toEqual(expect.arrayContaining(['something new below it', 'what stands beside it']))
  })

  test('a period takes out what was said and asked in it, and nothing before or after; read anew it stays away', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const before = await texts(world)
    const fromMs = Date.now() - 1
    world.as('U0BOB').post('C0GENERAL', `the ${CANARY} sings`)
    world.as('U0BOB').post('C0DEAL', `the ${CANARY} sings in secret`)
    await world.settled()
    await world.tell('U0EVE', `who is ${CANARY}?`)
    await world.quiet()
    const toMs = Date.now() + 60_000
    const period = (channel = '') => `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}${channel}`
    await requested(ctx, 'period', period(':C0GENERAL'))
    await world.quiet()
    expect((await texts(world)).filter((text) => text.includes(CANARY))).toEqual([`the ${CANARY} sings in secret`])
    await requested(ctx, 'period', period())
    await world.quiet()
    expect(await placesOf(world, CANARY)).toEqual([])
    expect(await world.admin`select 1 from questions`).toHaveLength(0)
    expect((await texts(world)).toSorted()).toEqual(before.toSorted())

    // as if nothing of the channel had ever been read
    await world.admin`delete from messages where channel_id = 'C0GENERAL'`
    await world.admin`delete from channel_coverage where channel_id = 'C0GENERAL'`
    await world.admin`delete from sync_watermarks where channel_id = 'C0GENERAL'`
    await ctx.enqueue('channel.sync', { teamId: TEAM, channelId: 'C0GENERAL' as never })
    await world.settled()
    expect((await texts(world)).toSorted()).toEqual(before.toSorted())
    expect(await placesOf(world, CANARY)).toEqual([])
  })

  test('a hold refuses all of them with its reason, and what is put on hold before it begins stays', async () => {
    await using world = await aWorld()
    await using ctx = await looking(world.env)
    const [first] = [...(await world.stored()).values()].filter(({ channelId }) => channelId === 'C0HELP')
    const hold = (legalHold: boolean) =>
      ctx.db.withTenant(TEAM, (tx) => retentionOf(tx).set('C0HELP', { legalHold }, { by: 'U0ADA', atMs: 1 }))
    const place = `C0HELP:${first?.ts}`
    const always = `2020-01-01T00:00:00.000Z/${new Date(Date.now()).toISOString()}`
    await hold(true)
    for (const [kind, target] of [
      ['message', place],
      ['thread', place],
      ['period', `${always}:C0HELP`],
      ['period', always],
    ] as const)
      await expect(requested(ctx, kind, target)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('on hold') })
    await requested(ctx, 'period', `2020-01-01T00:00:00.000Z/2020-02-01T00:00:00.000Z`)
    await world.quiet()
    await hold(false)
    const { erasureId } = await ctx.db.withTenant(TEAM, (tx) =>
      requestErasure({ ...ctx, enqueue: async () => {} }, tx, { teamId: TEAM, kind: 'message', target: place, requestedBy: 'U0ADA' }),
    )
    await hold(true)
    await runErasure(ctx, { teamId: TEAM, erasureId }, never)
    expect(await ctx.db.withTenant(TEAM, (tx) => erasuresOf(tx).get(erasureId))).toMatchObject({
      counts: { messages: { before: 1, after: 1 } },
    })
    expect(await texts(world)).toContain(first?.text)
  })
})
