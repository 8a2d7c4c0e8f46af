import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { delivery, knock } from './world/door.ts'
import { everythingStored } from './world/everything.ts'
import { runVerb } from './world/run-verb.ts'
import { shownInSlack } from './world/shown-in-slack.ts'
import { ACME } from './world/small-company.ts'

const TS = '1790000000.000100'

/** What is stored, in the shape of what Slack shows; a root names no thread in Slack. */
const kept = async (world: LivedInWorld) =>
  new Map(
    [...(await world.stored())].map(([key, { mrkdwn, threadTs, ts }]) => [
      key,
      { text: mrkdwn, threadTs: threadTs === ts ? null : threadTs },
    ]),
  )

const expectAsInSlack = async (world: LivedInWorld) => {
  const shown = shownInSlack(world.slack, ACME)
  expect(Object.fromEntries(await kept(world))).toEqual(Object.fromEntries(shown))
  const withWords = [...shown].filter(([, { text }]) => text !== '').map(([key]) => key)
  expect([...(await world.indexed())].sort()).toEqual(withWords.sort())
}

/** Sends raw events one after another, each after the one before was taken. */
const send = async (world: LivedInWorld, ...events: Record<string, unknown>[]) => {
  for (const [index, event] of events.entries()) {
    const body = JSON.stringify(
      delivery(
        { type: 'message', channel: 'C0GENERAL', channel_type: 'channel', event_ts: event.ts, ...event },
        { eventId: `EvRAW${index}${Math.floor(Math.random() * 1e9)}` },
      ),
    )
    expect((await knock(world, '/slack/events', { body })).status).toBe(200)
  }
  await world.settled()
}

describe('what is said in a channel', () => {
  test('new, edited, deleted, threaded, broadcast and shared messages are kept as Slack shows them', async () => {
    await using world = await aWorld()
    const [ada, bob] = [world.as('U0ADA'), world.as('U0BOB')]
    const root = ada.post('C0GENERAL', 'Root of a thread with <@U0BOB> & https://example.com')
    bob.post('C0GENERAL', 'A reply', { threadTs: root.ts })
    bob.post('C0GENERAL', 'A reply for all', { threadTs: root.ts, broadcast: true })
    const edited = ada.post('C0GENERAL', 'First words')
    ada.edit('C0GENERAL', edited.ts, 'Second words')
    const gone = bob.post('C0GENERAL', 'Gone words')
    bob.remove('C0GENERAL', gone.ts)
    bob.post('C0DEAL', 'Words with a file', { files: [{ id: 'F1', name: 'plan.pdf', title: 'The plan', mimetype: 'application/pdf' }] })
    ada.setTopic('C0GENERAL', 'A topic is not a message')
    await world.settled()
    await expectAsInSlack(world)
    const stored = await world.stored()
    expect(stored.get(`C0GENERAL:${edited.ts}`)?.text).toBe('Second words')
    expect(stored.has(`C0GENERAL:${gone.ts}`)).toBe(false)
  })

  test('a deleted root leaves its replies, with and without a tombstone', async () => {
    await using world = await aWorld()
    const ada = world.as('U0ADA')
    const root = ada.post('C0GENERAL', 'A root that goes')
    ada.post('C0GENERAL', 'A reply that stays', { threadTs: root.ts })
    await world.settled()
    ada.remove('C0GENERAL', root.ts)
    await world.settled()
    expect((await world.stored()).has(`C0GENERAL:${root.ts}`)).toBe(false)
    await expectAsInSlack(world)
  })

  test('words of other bots and /me are kept; unknown subtypes and notices are not', async () => {
    await using world = await aWorld()
    const before = (await world.stored()).size
    await send(
      world,
      { subtype: 'bot_message', bot_id: 'B0CI', username: 'ci', text: 'Deploy 42 is done', ts: '1790000001.000100' },
      { subtype: 'me_message', user: 'U0ADA', text: 'waves', ts: '1790000002.000100' },
      { subtype: 'from_the_future', user: 'U0ADA', text: 'unheard of', ts: '1790000003.000100' },
      { subtype: 'channel_join', user: 'U0EVE', text: '<@U0EVE> has joined', ts: '1790000004.000100' },
      { user: world.botUser(), text: 'my own words', ts: '1790000005.000100' },
    )
    const stored = await world.stored()
    expect(stored.size).toBe(before + 2)
    expect(stored.get('C0GENERAL:1790000001.000100')?.text).toBe('Deploy 42 is done')
    expect(stored.get('C0GENERAL:1790000002.000100')?.text).toBe('waves')
    const [inbox] = await world.admin<{ dead: number }[]>`select count(*)::int as dead from inbox_events where dead_at is not null`
    expect(inbox?.dead).toBe(0)
  })

  test('a tombstone in an edit is a deletion', async () => {
    await using world = await aWorld()
    await send(world, { user: 'U0ADA', text: 'soon a tombstone', ts: TS })
    expect((await world.stored()).has(`C0GENERAL:${TS}`)).toBe(true)
    const message = { type: 'message', subtype: 'tombstone', ts: TS, text: 'This message was deleted.', user: 'USLACKBOT' }
    await send(world, { subtype: 'message_changed', hidden: true, message, ts: '1790000009.000100' })
    expect((await world.stored()).has(`C0GENERAL:${TS}`)).toBe(false)
    expect(await world.indexed()).not.toContain(`C0GENERAL:${TS}`)
  })

  test('a late edit never brings a deleted message back, and an old one never wins', async () => {
    await using world = await aWorld()
    const edit = (text: string, ts: string) => ({
      subtype: 'message_changed',
      hidden: true,
      ts,
      message: { type: 'message', user: 'U0ADA', text, ts: TS, edited: { user: 'U0ADA', ts } },
    })
    await send(
      world,
      { user: 'U0ADA', text: 'version one', ts: TS },
      edit('version three', '1790000030.000000'),
      edit('version two', '1790000020.000000'),
    )
    expect((await world.stored()).get(`C0GENERAL:${TS}`)?.text).toBe('version three')
    await send(world, { subtype: 'message_deleted', hidden: true, deleted_ts: TS, ts: '1790000040.000000' })
    await send(world, edit('from the grave', '1790000050.000000'), { user: 'U0ADA', text: 'version one', ts: TS })
    expect((await world.stored()).has(`C0GENERAL:${TS}`)).toBe(false)
    expect(await everythingStored(world.admin)).not.toMatch(/from the grave|version (one|two|three)/)
  })

  test('deliveries that come twice and out of order end in what Slack shows', async () => {
    await using world = await aWorld()
    world.slack.events.duplicateEvery(3)
    world.slack.events.reorderWithin(40)
    const random = fc.sample(fc.tuple(fc.nat(99), fc.nat(999), fc.boolean()), { numRuns: 400, seed: 7 })
    const own: { channel: string; ts: string; isRoot: boolean }[] = []
    const ada = world.as('U0ADA')
    for (const [index, [dice, pick, isDeal]] of random.entries()) {
      const target = own[pick % Math.max(1, own.length)]
      const channel = isDeal ? 'C0DEAL' : 'C0GENERAL'
      if (!target || dice < 45) own.push({ channel, ts: ada.post(channel, `said ${index}`).ts, isRoot: true })
      else if (dice < 60 && target.isRoot)
        own.push({
          ...target,
          isRoot: false,
          ts: ada.post(target.channel, `replied ${index}`, { threadTs: target.ts, broadcast: dice < 48 }).ts,
        })
      else if (dice < 85) ada.edit(target.channel, target.ts, `edited ${index}`)
      else if (!world.slack.world.threadSummary(target.channel, target.ts)) {
        ada.remove(target.channel, target.ts)
        own.splice(own.indexOf(target), 1)
      }
    }
    await world.settled()
    await expectAsInSlack(world)
  })
})

describe('a delivery that cannot be read', () => {
  test('it is set aside with its error and counted, and holds nothing up', async () => {
    await using world = await aWorld()
    await world.admin`insert into inbox_events (event_id, team_id, app_id, channel_id, type, body, retry_num)
      values ('EvPOISON', ${ACME}, 'A0BACKSCROLL', 'C0GENERAL', 'message', '{"type": "event_callback", "canarybody', 0),
        ('EvPOISON2', ${ACME}, 'A0BACKSCROLL', 'C0GENERAL', 'message', '{"event":{"type":"message","channel":"no channel","text":"canarybody"}}', 0)`
    const { ts } = world.as('U0ADA').post('C0GENERAL', 'healthy words')
    await expect.poll(async () => (await world.stored()).has(`C0GENERAL:${ts}`), { interval: 20 }).toBe(true)
    await world.quiet()
    const dead = await world.admin<{ eventId: string; attempts: number; error: string }[]>`
      select event_id as "eventId", attempts, error from inbox_events where dead_at is not null order by event_id`
    expect(dead).toMatchObject([
      { eventId: 'EvPOISON', attempts: 8 },
      { eventId: 'EvPOISON2', attempts: 8 },
    ])
    for (const { error } of dead) {
      expect(error.length).toBeGreaterThan(5)
      expect(error).not.toContain('canarybody')
    }
    const ready = await fetch(`${world.url}/readyz`)
    expect([ready.status, await ready.json()]).toMatchObject([200, { ok: true, inbox: { pending: 0, dead: 2 } }])
    const listed = await runVerb(world.env, 'inbox', '--json')
    expect(listed.json).toMatchObject({ pending: 0, dead: 2, events: [{ eventId: expect.stringContaining('EvPOISON') }, {}] })
  })
})
