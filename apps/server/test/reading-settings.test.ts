import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { inProcessVerb } from './world/in-process-verb.ts'
import { saidIn } from './world/said-by-app.ts'
import { ACME, minutesAgo } from './world/small-company.ts'

const PATIENCE = { timeout: 20_000, interval: 10 }
const DAY_MINUTES = 1_440
const AGES = [1, 2, 10, 20, 100] as const
const daysAgo = (days: number): string => minutesAgo(days * DAY_MINUTES, '000100')

/** A channel whose messages are so many days old. */
const oldChannel: WorkspaceSeed = {
  id: ACME,
  domain: 'acme',
  name: 'Acme',
  users: [{ id: 'U0ADA', name: 'ada', realName: 'Ada Test', isOwner: true, isAdmin: true }],
  channels: [
    {
      id: 'C0OLD',
      name: 'old',
      members: ['U0ADA'],
      messages: AGES.map((days) => ({ ts: daysAgo(days), user: 'U0ADA', text: `This was said ${days} days ago.` })),
    },
  ],
}

const verb = (world: LivedInWorld, ...args: string[]) => inProcessVerb(world.env.DATABASE_URL ?? '', ...args)
const set = async (world: LivedInWorld, ...changes: string[]): Promise<void> => {
  expect(await verb(world, 'settings', 'set', '--team', ACME, ...changes, '--json')).toMatchObject({ code: 0 })
  await world.settled()
}

/** How old the messages are that are stored, in days. */
const agesIn = async (world: LivedInWorld): Promise<number[]> =>
  [...(await world.stored()).values()].map(({ text }) => Number(/said (\d+) days/.exec(text ?? '')?.[1])).sort((a, b) => a - b)

test('a workspace that wants more days has only what is missing read, and one that wants fewer loses nothing', async () => {
  await using world = await aWorld({ workspaces: [oldChannel], env: { BACKFILL_DAYS: '5' } })
  expect(await agesIn(world)).toEqual([1, 2])
  const before = world.slack.requests().length
  await set(world, 'backfill_days=50')
  expect(await agesIn(world)).toEqual([1, 2, 10, 20])
  const pages = world.slack
    .requests()
    .slice(before)
    .filter(({ method }) => method === 'conversations.history')
  // one looks at what is newest, one goes on where the first reading ended
  expect(pages.map(({ args }) => Number(args.oldest) > Number(daysAgo(1)) || Number(args.latest) < Number(daysAgo(2)))).toEqual([
    true,
    true,
  ])
  await set(world, 'backfill_days=3')
  expect(await agesIn(world)).toEqual([1, 2, 10, 20])
  expect(world.slack.requests().filter(({ method }) => method === 'conversations.history')).toHaveLength(3)
  expect((await verb(world, 'settings', 'get', '--team', ACME, 'backfill_days', '--json')).json).toMatchObject({ value: 3 })
})

test('a reading under way goes on to the new end', async () => {
  await using world = await aWorld({ workspaces: [oldChannel], env: { BACKFILL_DAYS: '5' }, installedIn: [] })
  world.slack.faults.add({ method: 'conversations.history', nth: 1, times: 1, kind: '429' })
  await world.install(ACME, 'U0ADA')
  await expect.poll(() => world.slack.requests().filter(({ method }) => method === 'conversations.history').length, PATIENCE).toBe(1)
  await verb(world, 'settings', 'set', '--team', ACME, 'backfill_days=50')
  await world.settled()
  expect(await agesIn(world)).toEqual([1, 2, 10, 20])
})

test('a workspace that wants no announcements hears none in its channels, and what was missed is not announced later', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general' } })
  const ada = world.as('U0ADA')
  const invite = async (name: string): Promise<string> => {
    const { id } = ada.createChannel(name)
    ada.post(id, 'The rocket is called Heron.')
    ada.invite(id, world.botUser())
    await world.settled()
    return id
  }
  // invited while they were wanted, allowed when they were not
  const early = await invite('early')
  await set(world, 'announce_in_channel=off')
  const late = await invite('late')
  const undecided = await invite('undecided')
  for (const id of [early, late]) await verb(world, 'channels', 'allow', '--team', ACME, id)
  await world.settled()
  expect([...(await world.stored()).values()].filter(({ channelId }) => [early, late].includes(channelId))).toHaveLength(2)
  await set(world, 'announce_in_channel=on')
  await verb(world, 'backfill', 'sync', '--team', ACME)
  await world.settled()
  expect([early, late].flatMap((id) => saidIn(world.slack, id))).toEqual([])
  // what begins to be read now is told of, whenever the app was invited
  for (const id of [undecided, await invite('now')]) {
    await verb(world, 'channels', 'allow', '--team', ACME, id)
    await world.settled()
    expect(saidIn(world.slack, id)).toHaveLength(2)
  }
})
