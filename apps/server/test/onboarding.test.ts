import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { startServer } from './world/child-server.ts'
import { delivery, knock } from './world/door.ts'
import { quickClock } from './world/quick-clock.ts'
import { runVerb } from './world/run-verb.ts'
import { saidIn, toldInPrivate } from './world/said-by-app.ts'
import { ACME } from './world/small-company.ts'

const texts = (messages: readonly { text: string }[]) => messages.map(({ text }) => text)

/** A channel of Ada's with two messages, into which she invites the app. */
async function invitedTo(world: LivedInWorld, name: string): Promise<string> {
  const ada = world.as('U0ADA')
  const { id } = ada.createChannel(name)
  ada.post(id, 'The rocket launches on Tuesday at nine.')
  ada.post(id, 'The rocket is called Heron.')
  ada.invite(id, world.botUser())
  await world.settled()
  return id
}

/** What the app showed to a person alone, the answers to commands left out. */
const shownTo = (world: LivedInWorld, userId: string, channelId: string) => texts(world.as(userId).ephemerals(channelId))

const once = (channelId: string) => [
  expect.stringMatching(new RegExp(`^Reading <#${channelId}>: 90 days back`)),
  expect.stringMatching(
    new RegExp(
      `^Done with <#${channelId}>: 2 messages from <!date\\^\\d+\\^{date_short}\\|[-\\d]+> to <!date\\^\\d+\\^{date_short}\\|[-\\d]+>\\.`,
    ),
  ),
]

describe('the person who installs', () => {
  test('is told once what is left to do when no channel can be read', async () => {
    await using world = await aWorld({ installedIn: [], env: { ALLOW_CHANNELS: '' } })
    await world.install(ACME, 'U0ADA')
    await world.settled()
    await world.restart()
    await world.quiet()
    expect(texts(toldInPrivate(world.slack, 'U0ADA'))).toEqual([expect.stringContaining('I can read no channel yet')])
    expect(texts(toldInPrivate(world.slack, 'U0ADA'))[0]).toContain('/invite @backscroll')
  })

  test('is told how many channels are read when some are', async () => {
    await using world = await aWorld()
    expect(texts(toldInPrivate(world.slack, 'U0ADA'))).toEqual([expect.stringContaining('I am reading the 3 channels that were chosen')])
  })
})

describe('a channel that the app is invited to', () => {
  test('allowed: the inviter alone is told, and the channel hears "reading" and "done" once, whatever is repeated', async () => {
    await using world = await aWorld()
    world.slack.events.duplicateEvery(1)
    const id = await invitedTo(world, 'rockets')
    const joined = { type: 'member_joined_channel', user: world.botUser(), channel: id, channel_type: 'C', team: ACME, inviter: 'U0ADA' }
    const [first] = world.slack.events.deliveries().filter(({ type, body }) => type === 'member_joined_channel' && body.includes(id))
    const { event } = JSON.parse(first?.body ?? '{}') as { event: { event_ts: string } }
    const again = delivery({ ...joined, event_ts: event.event_ts }, { eventId: 'EvAGAIN' })
    expect((await knock(world, '/slack/events', { body: JSON.stringify(again) })).status).toBe(200)
    await world.settled()
    await world.restart()
    await world.quiet()
    expect(shownTo(world, 'U0ADA', id)).toEqual([expect.stringContaining(`<#${id}> is allowed, so I read it now`)])
    expect(shownTo(world, 'U0BOB', id)).toEqual([])
    expect(texts(saidIn(world.slack, id))).toEqual(once(id))
  })

  test('not allowed yet: the inviter is told so, nothing is said until an admin allows it, and a second invitation says nothing twice', async () => {
    await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general' } })
    const id = await invitedTo(world, 'rockets')
    expect(shownTo(world, 'U0ADA', id)).toEqual([expect.stringContaining(`Nobody has allowed <#${id}> yet`)])
    expect(saidIn(world.slack, id)).toEqual([])
    await runVerb(world.env, 'channels', 'allow', '--team', ACME, id)
    await world.settled()
    expect(texts(saidIn(world.slack, id))).toEqual(once(id))
    world.as('U0ADA').kick(id, world.botUser())
    await world.settled()
    world.as('U0ADA').invite(id, world.botUser())
    await world.settled()
    expect(shownTo(world, 'U0ADA', id)).toHaveLength(2)
    expect(texts(saidIn(world.slack, id))).toEqual(once(id))
  })

  test('excluded: the inviter is told so, and nothing is said in the channel', async () => {
    await using world = await aWorld()
    const id = await invitedTo(world, 'rockets')
    await runVerb(world.env, 'channels', 'exclude', '--team', ACME, id)
    world.as('U0ADA').kick(id, world.botUser())
    await world.settled()
    const before = saidIn(world.slack, id).length
    world.as('U0ADA').invite(id, world.botUser())
    await world.settled()
    expect(shownTo(world, 'U0ADA', id).at(-1)).toContain(`An admin has excluded <#${id}>`)
    expect(saidIn(world.slack, id)).toHaveLength(before)
  })

  test('a channel the app is in without an invitation hears nothing', async () => {
    await using world = await aWorld()
    expect(saidIn(world.slack, 'C0GENERAL')).toEqual([])
  })
})

describe('each message can be left out', () => {
  test('none: the app says nothing by itself', async () => {
    await using world = await aWorld({ env: { ONBOARDING_MESSAGES: 'none' } })
    const id = await invitedTo(world, 'rockets')
    expect(toldInPrivate(world.slack, 'U0ADA')).toEqual([])
    expect(shownTo(world, 'U0ADA', id)).toEqual([])
    expect(saidIn(world.slack, id)).toEqual([])
  })

  test('done alone: the channel hears of the end and of nothing else', async () => {
    await using world = await aWorld({ env: { ONBOARDING_MESSAGES: 'done' } })
    const id = await invitedTo(world, 'rockets')
    expect(toldInPrivate(world.slack, 'U0ADA')).toEqual([])
    expect(texts(saidIn(world.slack, id))).toEqual([expect.stringMatching(/^Done with/)])
  })
})

describe('what happens in the middle of sending', () => {
  test('an answer of Slack that is lost leads to one message, whether it was posted or not', async () => {
    await using world = await aWorld()
    world.slack.faults.add({ method: 'chat.postMessage', kind: 'reset' })
    const id = await invitedTo(world, 'rockets')
    expect(texts(saidIn(world.slack, id))).toEqual(once(id))
  })

  test('a worker that is killed while Slack posts: the next one finds the message and posts none', { timeout: 120_000 }, async () => {
    await using world = await aWorld({ verb: 'api', installedIn: [], slackClock: quickClock() })
    const first = await startServer('worker', world.env)
    await world.install(ACME, 'U0ADA')
    await world.settled()
    for (const [at, kind] of ['reading', 'done'].entries()) {
      const worker = at === 0 ? first : await startServer('worker', world.env)
      world.slack.faults.add({ method: 'chat.postMessage', kind: 'slow' })
      const id = `C0SLOW${at}`
      world.as('U0ADA').createChannel(`slow-${at}`, { id })
      world.as('U0ADA').post(id, 'The rocket launches on Tuesday at nine.')
      world.as('U0ADA').post(id, 'The rocket is called Heron.')
      if (kind === 'done')
        await world.admin`insert into notices (team_id, kind, subject, planned_at, sent_at)
        values (${ACME}, 'reading', ${id}, now(), now())`
      world.as('U0ADA').invite(id, world.botUser())
      const isAsked = () => world.slack.requests().some(({ method, args }) => method === 'chat.postMessage' && args.channel === id)
      await expect.poll(isAsked, { timeout: 20_000, interval: 5 }).toBe(true)
      await worker.kill()
      await expect.poll(() => saidIn(world.slack, id).length, { timeout: 10_000, interval: 20 }).toBe(1)
      await world.leasesRunOut()
      const next = await startServer('worker', world.env)
      await world.settled()
      await next.stop()
      expect(texts(saidIn(world.slack, id))).toEqual(kind === 'reading' ? once(id) : once(id).slice(1))
    }
  })
})
