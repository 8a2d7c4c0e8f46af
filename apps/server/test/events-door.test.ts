import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { type DoorRequest, delivery, knock } from './world/door.ts'
import { everythingStored } from './world/everything.ts'

const said = (text: string, ts = '1790000000.000100') => ({
  type: 'message',
  channel: 'C0GENERAL',
  channel_type: 'channel',
  user: 'U0ADA',
  text,
  ts,
  event_ts: ts,
})

const rowsOf = async ({ admin }: LivedInWorld): Promise<number> => {
  const [row] = await admin<{ count: number }[]>`select count(*)::int as count from inbox_events`
  return row?.count ?? 0
}

const genuine = JSON.stringify(delivery(said('a genuine sentence'), { eventId: 'EvGENUINE' }))

describe('the door for events', () => {
  test('lets nothing in that Slack has not signed just now', async () => {
    await using world = await aWorld({ installedIn: [], verb: 'api' })
    const wrong: Record<string, Partial<DoorRequest>> = {
      'wrong secret': { secret: 'somebody-elses-secret' },
      stale: { ageSeconds: 301 },
      future: { ageSeconds: -301 },
      'no signature': { headers: { 'x-slack-signature': null } },
      'no timestamp': { headers: { 'x-slack-request-timestamp': null } },
      'no number for a time': { headers: { 'x-slack-request-timestamp': 'yesterday' } },
      'signature of another version': { headers: { 'x-slack-signature': 'v1=00' } },
      'plain text, wrongly signed': { contentType: 'text/plain', secret: 'somebody-elses-secret' },
      'no content type, wrongly signed': { headers: { 'content-type': null }, secret: 'somebody-elses-secret' },
      'an empty body, wrongly signed': { body: '', secret: 'somebody-elses-secret' },
    }
    for (const [name, request] of Object.entries(wrong)) {
      const answer = await knock(world, '/slack/events', { body: genuine, ...request })
      expect({ name, status: answer.status }).toEqual({ name, status: 401 })
    }
    expect(await rowsOf(world)).toBe(0)
    expect((await knock(world, '/slack/events', { body: genuine })).status).toBe(200)
    expect(await rowsOf(world)).toBe(1)
  })

  test('answers a signed request that is no delivery with a problem, and stores nothing', async () => {
    await using world = await aWorld({ installedIn: [], verb: 'api' })
    const bad: Record<string, [DoorRequest, number]> = {
      'plain text': [{ body: genuine, contentType: 'text/plain' }, 400],
      'empty body': [{ body: '' }, 400],
      '2 MB': [{ body: JSON.stringify({ ...JSON.parse(genuine), padding: 'x'.repeat(2 << 20) }) }, 413],
      'no JSON': [{ body: '{"type":"event_callback",' }, 400],
      'a naked NUL': [{ body: genuine.replace('genuine', 'gen\u0000uine') }, 400],
      'broken UTF-8': [{ body: Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]) }, 400],
      'a list': [{ body: '[]' }, 400],
      'a word': [{ body: '"event_callback"' }, 400],
      'no event': [{ body: JSON.stringify({ type: 'event_callback', team_id: 'T0ACME' }) }, 400],
      'another app': [{ body: JSON.stringify(delivery(said('for another app'), { eventId: 'EvOTHERAPP', appId: 'A0OTHER' })) }, 400],
    }
    for (const [name, [request, status]] of Object.entries(bad)) {
      const answer = await knock(world, '/slack/events', request)
      expect({ name, status: answer.status }).toEqual({ name, status })
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
    expect(await rowsOf(world)).toBe(0)
  })

  test('repeats the challenge of a verification, after the signature and not before', async () => {
    await using world = await aWorld({ installedIn: [], verb: 'api' })
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-h-a-l-l-e-n-g-e', token: 'unused' })
    const answer = await knock(world, '/slack/events', { body })
    expect([answer.status, await answer.text()]).toEqual([200, 'c-h-a-l-l-e-n-g-e'])
    const unsigned = await knock(world, '/slack/events', { body, secret: 'somebody-elses-secret' })
    expect(unsigned.status).toBe(401)
    expect(await unsigned.text()).not.toContain('c-h-a-l-l-e-n-g-e')
  })

  test('stores a replayed delivery once', async () => {
    await using world = await aWorld()
    const body = JSON.stringify(delivery(said('said once'), { eventId: 'EvTWICE' }))
    const before = await rowsOf(world)
    const answers = await Promise.all(
      [0, 1, 2, 3].map((retry) => knock(world, '/slack/events', { body, headers: { 'x-slack-retry-num': String(retry) } })),
    )
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
    await world.settled()
    expect((await knock(world, '/slack/events', { body })).status).toBe(200)
    await world.settled()
    expect(await rowsOf(world)).toBe(before + 1)
    expect([...(await world.stored()).values()].filter((message) => message.text === 'said once')).toHaveLength(1)
  })

  test('takes characters that Postgres cannot hold, and the message is kept without them', async () => {
    await using world = await aWorld()
    const body = JSON.stringify(delivery(said('before\u0000after \uD800 end'), { eventId: 'EvNUL' }))
    expect(body).toContain('\\u0000')
    expect((await knock(world, '/slack/events', { body })).status).toBe(200)
    await world.settled()
    const text = (await world.stored()).get('C0GENERAL:1790000000.000100')?.text ?? ''
    expect(text).toContain('before')
    expect(text).toContain('after')
    expect(text).not.toContain('\u0000')
  })

  test('acknowledges a delivery of a workspace that is not installed, and keeps nothing that was said', async () => {
    await using world = await aWorld()
    const body = JSON.stringify(delivery(said('a stranger speaks'), { eventId: 'EvSTRANGER', teamId: 'T0NOBODY' }))
    expect((await knock(world, '/slack/events', { body })).status).toBe(200)
    await world.quiet()
    expect(await everythingStored(world.admin)).not.toContain('a stranger speaks')
  })

  test('accepts the notice that Slack left deliveries out', async () => {
    await using world = await aWorld({ installedIn: [], verb: 'api' })
    const body = JSON.stringify({
      type: 'app_rate_limited',
      token: 'unused',
      team_id: 'T0ACME',
      minute_rate_limited: 1790000000,
      api_app_id: 'A0BACKSCROLL',
    })
    expect((await knock(world, '/slack/events', { body })).status).toBe(200)
    expect(await rowsOf(world)).toBe(0)
  })

  test('says 200 only after the delivery is durable; a lost database costs a retry and nothing else', async () => {
    await using world = await aWorld()
    world.as('U0ADA').post('C0GENERAL', 'every connection has been used')
    await world.settled()
    const [waiting] = [
      async () =>
        await world.admin<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%insert into inbox_events%'`,
    ]
    let ts = ''
    const last = () => world.slack.events.deliveries().at(-1)
    await world.admin.begin(async (locked) => {
      await locked`lock table inbox_events in access exclusive mode`
      ts = world.as('U0ADA').post('C0GENERAL', 'survives a lost connection').ts
      await expect.poll(async () => (await waiting()).length, { interval: 10 }).toBeGreaterThan(0)
      expect(last()?.attempts.map((attempt) => attempt.status)).toEqual([null])
      for (const { pid } of await waiting()) await world.admin`select pg_terminate_backend(${pid})`
      await expect.poll(() => last()?.attempts[0]?.status, { interval: 10 }).toBe(503)
    })
    await expect.poll(() => last()?.state, { timeout: 10_000, interval: 10 }).toBe('delivered')
    expect(last()?.attempts.at(-1)?.headers['x-slack-retry-num']).toBe('1')
    await world.settled()
    expect((await world.stored()).get(`C0GENERAL:${ts}`)?.text).toBe('survives a lost connection')
  })
})
