import { describe, expect, test, vi } from 'vitest'
import { app, installAtAcme, startAcme } from './acme.ts'
import { startListening } from './listening.ts'
import { startReceiver } from './receiver.ts'
import { clientFor, errorOf } from './web-client.ts'

const kinds = (events: Record<string, unknown>[]) => events.map((event) => [event.type, event.subtype].filter(Boolean).join('.')).sort()

describe('what an app hears', () => {
  test('one mention is two events with one ts, both signed the way Bolt wants', async () => {
    const { slack, receiver, installed, ada } = await startListening()
    const { ts } = ada.post('C0DEV', `<@${installed.botUserId}> when do we ship?`)
    await slack.events.idle()
    expect(kinds(receiver.events())).toEqual(['app_mention', 'message'])
    expect(receiver.events().map((event) => event.ts)).toEqual([ts, ts])
    expect(receiver.received.every((one) => one.isGenuine && one.headers['content-type'] === 'application/json')).toBe(true)
    const envelopes = receiver.received.map((one) => JSON.parse(one.body) as Record<string, unknown>)
    expect(new Set(envelopes.map((envelope) => envelope.event_id)).size).toBe(2)
    expect(envelopes[0]).toMatchObject({
      type: 'event_callback',
      team_id: 'T0ACME',
      api_app_id: app.id,
      authorizations: [{ team_id: 'T0ACME', user_id: installed.botUserId, is_bot: true }],
      event: { channel: 'C0DEV', user: 'U0ADA' },
    })
  })

  test('nothing of a channel it is not in, and nothing of another workspace', async () => {
    const { slack, receiver, ada } = await startListening()
    ada.post('C0DEAL', 'secret')
    ada.post('C0GEN', 'public, but the bot is outside')
    slack.as('T0GLOB', 'U0HANK').post('C0GLOB', 'elsewhere')
    await slack.events.idle()
    expect(receiver.received).toEqual([])
  })

  test('edits, deletions, tombstones and broadcasts have the shapes of Slack', async () => {
    const { slack, receiver, ada } = await startListening()
    const root = ada.post('C0DEV', 'first')
    ada.edit('C0DEV', root.ts, 'second')
    const reply = ada.post('C0DEV', 'reply', { threadTs: root.ts, broadcast: true })
    ada.remove('C0DEV', root.ts)
    ada.remove('C0DEV', reply.ts)
    await slack.events.idle()
    const of = (subtype: string) => receiver.events().filter((event) => event.subtype === subtype)
    const [edit, tombstone] = of('message_changed')
    expect(edit).toMatchObject({
      hidden: true,
      channel_type: 'channel',
      message: { ts: root.ts, text: 'second', edited: { user: 'U0ADA' } },
      previous_message: { ts: root.ts, text: 'first' },
    })
    expect(of('thread_broadcast')[0]).toMatchObject({ ts: reply.ts, thread_ts: root.ts, root: { ts: root.ts, text: 'second' } })
    expect(tombstone).toMatchObject({ message: { ts: root.ts, subtype: 'tombstone', user: 'USLACKBOT' } })
    expect(of('message_deleted').map((event) => event.deleted_ts)).toEqual([reply.ts, root.ts])
  })

  test('channels and members: what changed and for whom', async () => {
    const { slack, receiver, installed, ada, bob } = await startListening()
    ada.rename('C0DEV', 'engineering')
    ada.makePrivate('C0DEV')
    bob.leave('C0DEV')
    const { id } = bob.createChannel('fresh')
    bob.createChannel('hush', { private: true })
    ada.archive('C0DEV')
    ada.unarchive('C0DEV')
    ada.kick('C0DEV', installed.botUserId)
    await slack.events.idle()
    expect(kinds(receiver.events())).toEqual(
      [
        'channel_created',
        'channel_rename',
        'group_archive',
        'group_left',
        'group_unarchive',
        'member_left_channel',
        'member_left_channel',
        'message.channel_archive',
        'message.channel_convert_to_private',
        'message.channel_leave',
        'message.channel_leave',
        'message.channel_name',
        'message.channel_unarchive',
      ].sort(),
    )
    expect(receiver.events().find((event) => event.type === 'channel_created')).toMatchObject({
      channel: { id, name: 'fresh', creator: 'U0BOB' },
    })
  })

  test('a direct message with the app opens its home and is message.im', async () => {
    const { slack, receiver, installed, bob } = await startListening()
    const { id } = bob.openDm(installed.botUserId)
    bob.post(id, 'hello')
    await slack.events.idle()
    expect(receiver.events()).toMatchObject([
      { type: 'app_home_opened', user: 'U0BOB', channel: id, tab: 'messages' },
      { type: 'message', channel_type: 'im', channel: id, text: 'hello' },
    ])
  })

  test('events without their scope stay away', async () => {
    const slack = await startAcme({ apps: [{ ...app, scopes: ['channels:read', 'app_mentions:read'] }] })
    const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
    slack.updateApp(app.id, { eventsUrl: receiver.url })
    const { botUserId } = installAtAcme(slack)
    slack.as('T0ACME', 'U0ADA').post('C0DEV', `<@${botUserId}> hi`)
    await slack.events.idle()
    expect(kinds(receiver.events())).toEqual(['app_mention', 'member_joined_channel'])
  })

  test('an uninstall is told in the order the test asks for', async () => {
    const { slack, receiver } = await startListening()
    await slack.uninstall('T0ACME', app.id, 'revoked-first')
    expect(receiver.events().map((event) => event.type)).toEqual(['tokens_revoked', 'app_uninstalled'])
    slack.as('T0ACME', 'U0ADA').post('C0DEV', 'nobody listens')
    await slack.events.idle()
    expect(receiver.received).toHaveLength(2)
  })
})

describe('delivery', () => {
  test('a failed event is sent again at once, after one minute and after five, then never', async () => {
    const { slack, receiver, ada } = await startListening((response) => {
      response.statusCode = 500
      response.end()
    })
    ada.post('C0DEV', 'x')
    await slack.events.idle()
    const numbers = () => receiver.received.map((one) => one.headers['x-slack-retry-num'])
    expect(numbers()).toEqual([undefined, '1'])
    await slack.testClock.advance(59_999)
    await slack.events.idle()
    expect(numbers()).toHaveLength(2)
    await slack.testClock.advance(1)
    await slack.events.idle()
    expect(numbers()).toEqual([undefined, '1', '2'])
    await slack.testClock.advance(300_000)
    await slack.events.idle()
    expect(numbers()).toEqual([undefined, '1', '2', '3'])
    await slack.testClock.advance(86_400_000)
    await slack.events.idle()
    expect(numbers()).toHaveLength(4)
    expect(receiver.received.every((one) => one.isGenuine)).toBe(true)
    expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1)
    expect(receiver.received[1]?.headers['x-slack-retry-reason']).toBe('http_error')
    expect(slack.events.deliveries().at(-1)).toMatchObject({ state: 'failed', attempts: { length: 4 } })
  })

  test('x-slack-no-retry ends the retries', async () => {
    const { slack, receiver, ada } = await startListening((response) => {
      response.statusCode = 500
      response.setHeader('x-slack-no-retry', '1')
      response.end()
    })
    ada.post('C0DEV', 'x')
    await slack.events.idle()
    expect(receiver.received).toHaveLength(1)
  })

  test('an answer that takes three seconds is a timeout', async () => {
    const { slack, receiver, ada } = await startListening((response, _received, index) => {
      if (index > 0) response.end()
    })
    ada.post('C0DEV', 'x')
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
    await slack.testClock.advance(2999)
    expect(receiver.received).toHaveLength(1)
    await slack.testClock.advance(1)
    await slack.events.idle()
    expect(receiver.received[1]?.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' })
  })

  test('two redirects are followed, a third is too many', async () => {
    const { slack, receiver, ada } = await startListening((response, _received, index) => {
      response.statusCode = index < 2 ? 302 : 200
      response.setHeader('location', '/again')
      response.end()
    })
    ada.post('C0DEV', 'x')
    await slack.events.idle()
    expect(receiver.received).toHaveLength(3)
    expect(slack.events.deliveries().at(-1)).toMatchObject({ state: 'delivered' })
  })

  test('posting does not wait, and nothing leaves while events are held', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.hold()
    for (let index = 0; index < 5; index += 1) ada.post('C0DEV', `m${index}`)
    await slack.events.idle()
    expect(receiver.received).toEqual([])
    slack.events.release()
    await slack.events.idle()
    expect(receiver.received).toHaveLength(5)
  })

  test('no event_id ever repeats, not even over a reset or in one millisecond', async () => {
    const { slack, receiver, ada } = await startListening()
    const ids = new Set<string>()
    const collect = () => {
      for (const delivery of slack.events.deliveries()) ids.add(delivery.eventId)
    }
    for (let index = 0; index < 100; index += 1) ada.post('C0DEV', 'x')
    await slack.events.idle()
    collect()
    const before = ids.size
    slack.reset()
    slack.updateApp(app.id, { eventsUrl: receiver.url })
    installAtAcme(slack)
    await slack.events.idle()
    const after = slack.events.deliveries().length
    collect()
    expect(after).toBeGreaterThan(0)
    expect(ids.size).toBe(before + after)
  })

  test('every n-th event comes twice with one event_id', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.duplicateEvery(1)
    ada.post('C0DEV', 'x')
    await slack.events.idle()
    const ids = receiver.received.map((one) => (JSON.parse(one.body) as { event_id: string }).event_id)
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
  })

  test('events leave in another order within a window, and none is lost', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.reorderWithin(10)
    const sent = Array.from({ length: 30 }, (_, index) => ada.post('C0DEV', `m${index}`).ts)
    await slack.events.idle()
    const got = slack.events.deliveries().slice(-30)
    expect(got.every((delivery) => delivery.state === 'delivered')).toBe(true)
    const order = receiver.events().map((event) => String(event.ts))
    expect([...order].sort()).toEqual(sent)
    expect(order).not.toEqual(sent)
  })

  test('a dropped event never arrives', async () => {
    const { slack, receiver, ada } = await startListening()
    slack.events.drop((event) => event.text === 'lost')
    ada.post('C0DEV', 'lost')
    ada.post('C0DEV', 'found')
    await slack.events.idle()
    expect(receiver.events().map((event) => event.text)).toEqual(['found'])
    expect(slack.events.deliveries().at(-2)).toMatchObject({ state: 'dropped', attempts: [] })
  })

  test('signing faults are refused by Bolt, a stamp of the future alone is not', async () => {
    const { slack, receiver, ada } = await startListening()
    const faults = ['wrong-secret', 'old', 'future', 'missing-header', 'text-plain', 'empty-body'] as const
    for (const kind of faults) {
      slack.events.signingFault(kind)
      ada.post('C0DEV', kind)
      await slack.events.idle()
    }
    expect(receiver.received.map((one) => one.isGenuine)).toEqual([false, false, true, false, true, true])
    expect(receiver.received[4]?.headers['content-type']).toBe('text/plain')
    expect(receiver.received[5]?.body).toBe('')
  })
})

describe('requests seen', () => {
  test('calls are listed with their team, and no token or secret', async () => {
    const { slack, installed } = await startListening()
    await clientFor(slack, installed.botToken).users.info({ user: 'U0ADA' })
    await errorOf(clientFor(slack).oauth.v2.access({ client_id: app.clientId, client_secret: app.clientSecret, code: 'guess' }))
    expect(slack.requests().map((request) => [request.method, request.teamId])).toEqual([
      ['users.info', 'T0ACME'],
      ['oauth.v2.access', null],
    ])
    const text = JSON.stringify(slack.requests())
    expect(text).not.toContain(installed.botToken)
    expect(text).not.toContain(app.clientSecret)
  })
})
