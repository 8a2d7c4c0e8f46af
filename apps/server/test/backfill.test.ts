import { openVisitor, type WorkspaceSeed } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { type AWorldOptions, aWorld, type LivedInWorld } from './world/a-world.ts'
import { startServer } from './world/child-server.ts'
import { movingClock } from './world/moving-clock.ts'
import { quickClock } from './world/quick-clock.ts'
import { runVerb } from './world/run-verb.ts'
import { shownInSlack } from './world/shown-in-slack.ts'
import { ACME, APP_ID, minutesAgo } from './world/small-company.ts'

/** One channel with so many messages, every tenth of them the root of a thread with two replies. */
function longChannel(messages: number): WorkspaceSeed[] {
  const said = Array.from({ length: messages }, (_, index) => {
    const root = { ts: minutesAgo(5_000 - index * 2, '000100'), user: 'U0ADA', text: `Message number ${index}` }
    const reply = (n: number) => ({
      ts: minutesAgo(5_000 - index * 2 - 1, `00020${n}`),
      user: 'U0BOB',
      text: `Reply ${n} to ${index}`,
      threadTs: root.ts,
    })
    return index % 10 === 0 ? [root, reply(1), reply(2)] : [root]
  })
  return [
    {
      id: ACME,
      domain: 'acme',
      name: 'Acme',
      users: [
        { id: 'U0ADA', name: 'ada', realName: 'Ada Test', isOwner: true, isAdmin: true },
        { id: 'U0BOB', name: 'bob', realName: 'Bob Test' },
      ],
      channels: [{ id: 'C0LONG', name: 'long', members: ['U0ADA', 'U0BOB'], messages: said.flat() }],
    },
  ]
}

const calls = (world: LivedInWorld, method: string) => world.slack.requests().filter((call) => call.method === method)

const expectAllRead = async (world: LivedInWorld) => {
  const shown = [...shownInSlack(world.slack, ACME)].map(([key, { text }]) => [key, text])
  const stored = [...(await world.stored())].map(([key, { mrkdwn }]) => [key, mrkdwn])
  expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(shown))
  expect((await world.indexed()).size).toBe(shown.length)
}

/** A world that is set up before the app is installed. */
const installAfter = async (prepare: (world: LivedInWorld) => void, options: AWorldOptions = {}) => {
  const world = await aWorld({ workspaces: longChannel(450), ...options, installedIn: [] })
  prepare(world)
  await world.install(ACME, 'U0ADA')
  return world
}

describe('reading the history of a channel', () => {
  test('every message and every reply of many pages is read, each page once', async () => {
    await using world = await installAfter(() => {})
    await world.settled()
    await expectAllRead(world)
    expect(calls(world, 'conversations.history')).toHaveLength(3)
    expect(calls(world, 'conversations.replies')).toHaveLength(45)
  })

  test('a server that stops in the middle goes on where it stopped, without gap or double', async () => {
    await using world = await installAfter(({ slack }) =>
      slack.faults.add({ method: 'conversations.history', nth: 2, times: 1, kind: '429' }),
    )
    await expect.poll(() => calls(world, 'conversations.history').length, { timeout: 10_000, interval: 10 }).toBe(2)
    await world.restart()
    await world.settled()
    await expectAllRead(world)
    const pages = calls(world, 'conversations.history').map((call) => JSON.stringify([call.args.cursor, call.args.latest]))
    expect(new Set(pages).size).toBe(3)
    expect(pages.length).toBeLessThanOrEqual(5)
  })

  test('a worker that is killed in the middle of a page leaves nothing out, and the next one reads each message once', async () => {
    await using world = await aWorld({ workspaces: longChannel(450), installedIn: [], verb: 'api' })
    world.slack.faults.add({ method: 'conversations.history', nth: 2, kind: 'slow' })
    const worker = await startServer('worker', world.env)
    await world.install(ACME, 'U0ADA')
    await expect.poll(() => calls(world, 'conversations.history').length, { timeout: 10_000, interval: 10 }).toBe(2)
    await worker.kill()
    await world.leasesRunOut()
    await using _next = await startServer('worker', world.env)
    await world.settled()
    await expectAllRead(world)
    expect(calls(world, 'conversations.history')).toHaveLength(4)
  })

  test.for(['429', '429-no-header', 'http500', 'http503', 'reset', 'truncated', 'html'] as const)(
    'Slack answers with %s now and then, and everything is read in the end',
    async (kind) => {
      await using world = await installAfter(({ slack }) => {
        slack.faults.add({ method: 'conversations.history', nth: 2, kind })
        slack.faults.add({ method: 'conversations.replies', nth: 7, kind })
      })
      await world.settled()
      await expectAllRead(world)
    },
  )

  test('a slow Slack is waited for', async () => {
    await using world = await installAfter(
      ({ slack }) => slack.faults.add({ method: 'conversations.history', nth: 2, times: 1, kind: 'slow' }),
      { slackClock: quickClock() },
    )
    await world.settled()
    await expectAllRead(world)
  })

  test('a cursor that Slack has forgotten is replaced by the oldest message already read', async () => {
    await using world = await installAfter(({ slack }) =>
      slack.faults.add({ method: 'conversations.history', nth: 2, times: 1, kind: 'refuse', error: 'invalid_cursor' }),
    )
    await world.settled()
    await expectAllRead(world)
    expect(calls(world, 'conversations.history').at(-2)?.args.latest).toBeDefined()
  })

  test('a moment without a working token, which Slack takes back, loses nothing', async () => {
    await using world = await installAfter(({ slack }) =>
      slack.faults.add({ method: 'conversations.history', nth: 2, times: 1, kind: 'refuse', error: 'token_revoked' }),
    )
    await world.settled()
    await expectAllRead(world)
  })

  test('a token that is revoked in the middle pauses the workspace', async () => {
    const visitor = openVisitor()
    await using world = await aWorld({ workspaces: longChannel(450), installedIn: [] })
    world.slack.faults.add({ method: 'conversations.history', nth: 2, times: 1, kind: '429' })
    world.slack.events.drop(() => true)
    await visitor.decide(`${world.url}/slack/install`, { teamId: ACME, userId: 'U0ADA', decision: 'allow' })
    await expect.poll(() => calls(world, 'conversations.history').length, { timeout: 10_000, interval: 10 }).toBe(2)
    await world.slack.uninstall(ACME, APP_ID)
    await world.quiet()
    const progress = await visitor.open(`${world.url}/slack/installed/progress`)
    expect(progress.headers.get('x-progress-state')).toBe('paused')
    const before = world.slack.requests().length
    await world.restart()
    await world.quiet()
    expect(world.slack.requests()).toHaveLength(before)
  })

  test('a channel the app is not in is shown as blocked, with what to do', async () => {
    await using world = await aWorld({ workspaces: longChannel(3), env: { ALLOW_CHANNELS: 'none-of-them' } })
    world.as('U0ADA').kick('C0LONG', world.botUser())
    await world.settled()
    await runVerb(world.env, 'channels', 'allow', '--team', ACME, 'long')
    await world.settled()
    const list = await runVerb(world.env, 'channels', 'list', '--team', ACME, '--json')
    expect(list.json?.channels).toMatchObject([
      { id: 'C0LONG', status: 'blocked', reason: expect.stringContaining('/invite'), messages: 0 },
    ])
    world.as('U0ADA').invite('C0LONG', world.botUser())
    await world.settled()
    await expectAllRead(world)
  })

  test('a channel that Slack refuses to show is blocked, with what to do', async () => {
    await using world = await installAfter(({ slack }) =>
      slack.faults.add({ method: 'conversations.history', nth: 1, times: 1, kind: 'refuse', error: 'not_in_channel' }),
    )
    await world.settled()
    const list = await runVerb(world.env, 'channels', 'list', '--team', ACME, '--json')
    expect(list.json?.channels).toMatchObject([{ id: 'C0LONG', status: 'blocked', reason: expect.stringContaining('/invite') }])
  })

  test('an app that Slack holds to fifteen messages a minute reads on, minute by minute', async () => {
    const clock = movingClock()
    const waits = (_ms: number, signal?: AbortSignal) => new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    await using world = await aWorld({
      workspaces: longChannel(40),
      installedIn: [],
      limits: 'unlisted',
      clock,
      slackClock: { nowMs: clock.nowMs, wait: waits },
    })
    await world.install(ACME, 'U0ADA')
    await expect.poll(() => calls(world, 'conversations.history').length, { timeout: 10_000, interval: 10 }).toBe(1)
    await expect
      .poll(async () => (await world.admin`select 1 from pgboss.job where name = 'history.read' and state = 'created'`).length, {
        timeout: 10_000,
        interval: 20,
      })
      .toBe(1)
    expect(world.slack.requests().length).toBeLessThan(20)
    const total = shownInSlack(world.slack, ACME).size
    await expect
      .poll(
        async () => {
          clock.putForward(61_000)
          await world.endWaits()
          return (await world.stored()).size
        },
        { timeout: 30_000, interval: 60 },
      )
      .toBe(total)
    const failed = await world.admin`select 1 from pgboss.job where state = 'failed' or retry_count > 0`
    expect(failed).toHaveLength(0)
  })

  test('a workspace with more channels than Slack answers for in a minute is read in the end', async () => {
    const clock = movingClock()
    const waits = (_ms: number, signal?: AbortSignal) => new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    const [company] = longChannel(0)
    const channels = Array.from({ length: 56 }, (_, index) => ({
      id: `C0MANY${index}`,
      name: `many-${index}`,
      members: ['U0ADA'],
      messages: [{ ts: minutesAgo(10), user: 'U0ADA', text: `Word from channel ${index}` }],
    }))
    const workspaces = company ? [{ ...company, channels }] : []
    await using world = await aWorld({ workspaces, installedIn: [], limits: 'internal', slackClock: { nowMs: clock.nowMs, wait: waits } })
    // on a slow machine the requests would spread over more than a minute
    world.slack.faults.add({ method: 'conversations.members', nth: 80, kind: '429' })
    await world.install(ACME, 'U0ADA')
    const handedOver = async () => (await world.admin`select 1 from pgboss.job where name = 'channel.sync'`).length
    await expect.poll(handedOver, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0)
    const read = async () => {
      clock.putForward(61_000)
      await world.endWaits()
      return (await world.stored()).size
    }
    await expect.poll(read, { timeout: 40_000, interval: 250 }).toBe(channels.length)
    expect(calls(world, 'users.list')).toHaveLength(1)
  })
})
