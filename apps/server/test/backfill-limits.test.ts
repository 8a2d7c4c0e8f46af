import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { describe, expect, test } from 'vitest'
import { type AWorldOptions, aWorld, type LivedInWorld } from './world/a-world.ts'
import { endJobWaits } from './world/end-job-waits.ts'
import { movingClock } from './world/moving-clock.ts'
import { shownInSlack } from './world/shown-in-slack.ts'
import { ACME, APP_ID, minutesAgo } from './world/small-company.ts'

const OTHER = 'T0OTHER'
const HISTORY = 'conversations.history'

/** A workspace of one person with channels of so many messages, every fifth a thread with one reply. */
function workspace(id: string, prefix: string, channels: readonly number[]): WorkspaceSeed {
  const owner = `U0${prefix}`
  const said = (n: number) => {
    const root = { ts: minutesAgo(3_000 - n), user: owner, text: `Message ${n} of ${prefix}` }
    const reply = { ts: minutesAgo(3_000 - n, '000900'), user: owner, text: `Reply to ${n}`, threadTs: root.ts }
    return n % 5 === 0 ? [root, reply] : [root]
  }
  return {
    id,
    domain: prefix.toLowerCase(),
    name: prefix,
    users: [{ id: owner, name: prefix.toLowerCase(), realName: prefix, isOwner: true, isAdmin: true }],
    channels: channels.map((count, at) => ({
      id: `C0${prefix}${at}`,
      name: `${prefix.toLowerCase()}-${at}`,
      members: [owner],
      messages: Array.from({ length: count }, (_, n) => said(n)).flat(),
    })),
  }
}

/** A world in which the server's time and Slack's are one, put forward by the test. */
async function timedWorld(options: AWorldOptions) {
  const clock = movingClock()
  const wait = (_ms: number, signal?: AbortSignal) => new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
  const world = await aWorld({ installedIn: [], clock, slackClock: { nowMs: clock.nowMs, wait }, ...options })
  return Object.assign(world, { clock })
}

const calls = (world: LivedInWorld, method: string, team: string = ACME) =>
  world.slack.requests().filter((call) => call.method === method && call.teamId === team)

/**
 * Puts time forward by a minute once every job has come to rest. No worker can take a job meanwhile: a request whose turn was granted before
 * the jump and that arrived after it would stand in the same minute as the next one. The lock is on the table that holds the jobs and not on
 * the one above it: who adds a job takes them in this order, and a deadlock would make a worker repeat a request.
 */
const nextMinute = (world: LivedInWorld, clock: ReturnType<typeof movingClock>) =>
  world.admin.begin(async (admin) => {
    await admin`lock table pgboss.job_common in access exclusive mode`
    const [busy] = await admin`select 1 from pgboss.job
      where name not like '\\_\\_%' and (state = 'active' or state in ('created', 'retry') and start_after <= now()) limit 1`
    if (busy) return
    clock.putForward(61_000)
    await endJobWaits(admin)
  })

/** Puts time forward until everything that Slack shows is stored. */
const readOn = async (world: LivedInWorld, clock: ReturnType<typeof movingClock>) => {
  const total = shownInSlack(world.slack, ACME).size
  const step = async () => {
    await nextMinute(world, clock)
    return (await world.stored()).size
  }
  await expect.poll(step, { timeout: 60_000, interval: 30 }).toBe(total)
}

describe('a workspace that Slack holds to one request a minute', () => {
  test('is found out by two pages, read in pages of fifteen without a further 429, and measured again after a reinstall', async () => {
    await using world = await timedWorld({ workspaces: [workspace(ACME, 'ACME', [50, 40])], limits: 'unlisted' })
    await world.install(ACME, 'U0ACME')
    await readOn(world, world.clock)
    const limits = calls(world, HISTORY).map(({ args, atMs }) => ({ limit: Number(args.limit), atMs }))
    expect(limits.slice(0, 2).map(({ limit }) => limit)).toEqual([200, 200])
    expect(
      new Set(
        calls(world, HISTORY)
          .slice(0, 2)
          .map(({ args }) => args.channel),
      ).size,
    ).toBe(2)
    expect(limits.slice(2).every(({ limit }) => limit === 15)).toBe(true)
    // ⌈50 / 15⌉ + ⌈40 / 15⌉ pages and 18 threads, and not one request more: nothing was refused
    expect(limits).toHaveLength(7)
    expect(calls(world, 'conversations.replies')).toHaveLength(18)
    const known = () => world.admin`select rate_class, generation, rate_class_at is not null as dated from team_reading`
    expect(await known()).toMatchObject([{ rate_class: 'capped', generation: 1, dated: true }])

    await world.slack.uninstall(ACME, APP_ID)
    await world.quiet()
    const before = calls(world, HISTORY).length
    await world.install(ACME, 'U0ACME')
    const again = async () => {
      await nextMinute(world, world.clock)
      return (await known())[0]?.generation
    }
    await expect.poll(again, { timeout: 30_000, interval: 30 }).toBe(2)
    expect(calls(world, HISTORY)[before]?.args.limit).toBe('200')
  })
})

describe('a wait that Slack asks for', () => {
  test('stops this method of this workspace, in every process, and nothing else', async () => {
    const workspaces = [workspace(ACME, 'ACME', [260]), workspace(OTHER, 'OTHER', [260])]
    await using world = await timedWorld({ workspaces })
    world.slack.faults.add({ method: HISTORY, teamId: ACME, nth: 2, times: 1, kind: '429-no-header' })
    await world.install(ACME, 'U0ACME')
    await expect.poll(() => calls(world, HISTORY).length, { timeout: 10_000, interval: 10 }).toBe(2)
    const parked = () => world.admin`select method from rate_buckets where parked_until > ${new Date(world.clock.nowMs())}`
    await expect.poll(parked, { timeout: 10_000, interval: 20 }).toEqual([{ method: HISTORY }])
    await world.install(OTHER, 'U0OTHER')
    // the threads of the first page, and the whole of the other workspace
    await expect.poll(() => calls(world, 'conversations.replies').length, { timeout: 20_000, interval: 50 }).toBeGreaterThan(30)
    const finished = () => world.admin`select team_id from backfill_runs where state = 'finished'`
    await expect.poll(finished, { timeout: 20_000, interval: 50 }).toEqual([{ team_id: OTHER }])
    await endJobWaits(world.admin)
    await expect
      .poll(async () => (await world.admin`select 1 from pgboss.job where name = 'history.read' and state = 'active'`).length)
      .toBe(0)
    expect(calls(world, HISTORY)).toHaveLength(2)
    await readOn(world, world.clock)
    expect((await world.admin`select throttled_ms from backfill_runs where team_id = ${ACME}`)[0]?.throttled_ms).not.toBe('0')
  })
})

describe('the pace of a workspace with the full limits', () => {
  test('stays within 80 % of the tier and takes no worker while it waits', async () => {
    await using world = await timedWorld({ workspaces: [workspace(ACME, 'ACME', [400])], limits: 'internal', env: { SLACK_PACE: 'tiers' } })
    await world.install(ACME, 'U0ACME')
    await readOn(world, world.clock)
    const sent = calls(world, 'conversations.replies').map(({ atMs }) => atMs)
    expect(sent).toHaveLength(80)
    const busiest = Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 60_000).length))
    expect(busiest).toBeLessThanOrEqual(40)
  })
})
