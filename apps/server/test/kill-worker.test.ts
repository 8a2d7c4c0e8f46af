import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { expect, test } from 'vitest'
import { type Delivery, deliver, readEventLog } from '../accept/event-log.ts'
import { finalState } from '../accept/final-state.ts'
import { loggedWorkspace } from '../accept/logged-workspace.ts'
import { realData } from '../accept/real-data.ts'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { startServer } from './world/child-server.ts'
import { generatedLog } from './world/generated-log.ts'
import { APP_ID } from './world/small-company.ts'

const KILLS = 20

interface Replay {
  name: string
  team: string
  deliveries: Delivery[]
  expectFinal(world: LivedInWorld): Promise<void>
}

function ofRealLog(folder: string): Replay {
  const { final } = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as { final: Record<string, unknown> }
  const team = 'T03RZGPFR'
  return {
    name: 'nine days of a real workspace',
    team,
    deliveries: readEventLog(folder),
    expectFinal: async ({ db }) => expect(await finalState(db, team)).toEqual(final),
  }
}

function ofGeneratedLog(): Replay {
  const { deliveries, final } = generatedLog(4_000, 'kill-worker')
  return {
    name: '4,000 generated events',
    team: 'T0GENERATED',
    deliveries,
    async expectFinal(world) {
      const stored = [...(await world.stored())].map(([key, { mrkdwn, userId, threadTs }]) => [key, { text: mrkdwn, userId, threadTs }])
      expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(final))
    },
  }
}

const folder = realData('slack-events')
const replays = folder ? [ofRealLog(folder)] : [ofGeneratedLog()]

/** What a worker is doing; the next one is killed at the next moment of these. */
const MOMENTS = ['has claimed the team', 'has applied something', 'has something to index', 'has indexed everything'] as const

async function isAt(world: LivedInWorld, moment: (typeof MOMENTS)[number], doneBefore: number): Promise<boolean> {
  const [now] = await world.admin<{ claimed: boolean; done: number; pending: number; dirty: number }[]>`
    select exists (select 1 from team_lease where until > now()) as claimed,
      (select count(*)::int from inbox_events where done_at is not null) as done,
      (select count(*)::int from inbox_events where done_at is null) as pending,
      (select count(*)::int from messages where indexed_version is distinct from version) as dirty`
  if (!now) return false
  // a worker that was quicker than the looking is killed idle
  if (now.pending === 0 && now.dirty === 0) return true
  switch (moment) {
    case 'has claimed the team':
      return now.claimed
    case 'has applied something':
      return now.done > doneBefore
    case 'has something to index':
      return now.dirty > 0
    case 'has indexed everything':
      return now.done > doneBefore && now.dirty === 0
  }
}

const countDone = async ({ admin }: LivedInWorld): Promise<number> => {
  const [row] = await admin<{ done: number }[]>`select count(*)::int as done from inbox_events where done_at is not null`
  return row?.done ?? 0
}

test.for(replays)(
  `$name, with the worker killed ${KILLS} times: nothing is lost, nothing doubled, and the index agrees`,
  { timeout: 300_000 },
  async (replay) => {
    const workspace: WorkspaceSeed = loggedWorkspace(replay.team, replay.deliveries)
    await using world = await aWorld({ workspaces: [workspace], installedIn: [], verb: 'api' })
    await world.install(replay.team, 'U0INSTALLER')
    const first = await startServer('worker', world.env)
    await world.settled()
    await first.kill()
    await world.leasesRunOut()

    const door = { url: world.url, teamId: replay.team, appId: APP_ID, signingSecret: world.env.SLACK_SIGNING_SECRET ?? '' }
    const slice = Math.ceil(replay.deliveries.length / KILLS)
    let killedInTheMiddle = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const doneBefore = await countDone(world)
      const [worker] = await Promise.all([
        startServer('worker', world.env),
        deliver(door, replay.deliveries.slice(kill * slice, (kill + 1) * slice)),
      ])
      const moment = MOMENTS[kill % MOMENTS.length] ?? MOMENTS[0]
      await expect.poll(() => isAt(world, moment, doneBefore), { timeout: 20_000, interval: 2 }).toBe(true)
      await worker.kill()
      const [left] = await world.admin`
      select 1 from inbox_events where done_at is null union all select 1 from messages where indexed_version is distinct from version limit 1`
      if (left) killedInTheMiddle += 1
      await world.leasesRunOut()
    }
    expect(killedInTheMiddle).toBeGreaterThan(KILLS / 4)

    await using _last = await startServer('worker', world.env)
    await world.settled()
    await replay.expectFinal(world)
    const withWords = [...(await world.stored())].filter(([, { text }]) => /[\p{L}\p{N}]/u.test(text ?? '')).map(([key]) => key)
    expect([...(await world.indexed())].sort()).toEqual(withWords.sort())
  },
)
