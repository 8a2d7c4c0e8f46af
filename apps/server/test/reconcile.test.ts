import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { knock } from './world/door.ts'
import { movingClock } from './world/moving-clock.ts'
import { runVerb } from './world/run-verb.ts'
import { shownInSlack } from './world/shown-in-slack.ts'
import { ACME, APP_ID } from './world/small-company.ts'

const HELP = 'C0HELP'
const calls = (world: LivedInWorld, method: string) => world.slack.requests().filter((call) => call.method === method)

const expectSlacksTruth = async (world: LivedInWorld) => {
  const shown = [...shownInSlack(world.slack, ACME)].map(([key, { text }]) => [key, text])
  const stored = [...(await world.stored())].map(([key, { mrkdwn }]) => [key, mrkdwn])
  expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(shown))
  expect(await world.indexed()).toEqual(new Set(shown.map(([key]) => key)))
}

/** A thread, an edited and a deleted message to be, and everything about them that people do while no event arrives. */
function prepare(world: LivedInWorld) {
  const ada = world.as('U0ADA')
  const bob = world.as('U0BOB')
  bob.join(HELP)
  const root = ada.post(HELP, 'Where is the deploy checklist?').ts
  const kept = bob.post(HELP, 'In the wiki under deploys.', { threadTs: root }).ts
  const gone = bob.post(HELP, 'No idea, sorry.', { threadTs: root }).ts
  const idle = ada.post(HELP, 'An idle thread begins').ts
  bob.post(HELP, 'and ends here', { threadTs: idle })
  const lostRoot = ada.post(HELP, 'A root that will be deleted').ts
  bob.post(HELP, 'its reply stays', { threadTs: lostRoot })
  const emptied = ada.post(HELP, 'A thread that will be emptied').ts
  const onlyReply = bob.post(HELP, 'its only reply', { threadTs: emptied }).ts
  const edited = ada.post(HELP, 'The standup is at nine').ts
  const deleted = ada.post(HELP, 'The password is hunter2').ts
  return {
    meanwhile() {
      ada.edit(HELP, edited, 'The standup is at ten')
      ada.remove(HELP, deleted)
      ada.remove(HELP, lostRoot)
      bob.remove(HELP, onlyReply)
      bob.remove(HELP, gone)
      bob.post(HELP, 'A late reply: it moved to the handbook.', { threadTs: root })
      ada.post(HELP, 'Said while nobody listened')
    },
    editedReply: () => bob.edit(HELP, kept, 'In the handbook under deploys.'),
  }
}

const rateLimited = (world: LivedInWorld, minuteMs: number) =>
  knock(world, '/slack/events', {
    body: JSON.stringify({
      type: 'app_rate_limited',
      token: 'unused',
      team_id: ACME,
      minute_rate_limited: Math.floor(minuteMs / 1_000),
      api_app_id: APP_ID,
    }),
  })

describe('what happened while events were lost', () => {
  test.for<[string, (world: LivedInWorld, clock: ReturnType<typeof movingClock>) => Promise<unknown>]>([
    ['after app_rate_limited', (world) => rateLimited(world, Date.now() - 60_000)],
    ['after a reinstall', (world) => world.slack.uninstall(ACME, APP_ID).then(() => world.install(ACME, 'U0ADA'))],
    [
      'after the app has come back to the channel',
      async (world) => {
        world.as('U0ADA').kick(HELP, world.botUser())
        world.slack.events.drop(null)
        await world.settled()
        world.as('U0ADA').invite(HELP, world.botUser())
      },
    ],
    ['by "Sync now"', (world) => runVerb(world.env, 'backfill', 'sync', '--team', ACME)],
    ['by reading a channel again', (world) => runVerb(world.env, 'backfill', 'reread', '--team', ACME, '--channels', 'help', '--no-wait')],
    [
      'after a downtime',
      async (world, clock) => {
        await world.restart()
        clock.putForward(600_000)
        await world.restart()
        await expect
          .poll(async () => (await world.admin`select 1 from backfill_runs where trigger = 'downtime'`).length, { timeout: 10_000 })
          .toBe(1)
      },
    ],
  ])('%s: additions, edits and deletions are honoured, in threads too', async ([, trigger]) => {
    const clock = movingClock()
    await using world = await aWorld({ clock })
    const story = prepare(world)
    await world.settled()
    await expectSlacksTruth(world)
    world.slack.events.drop(() => true)
    story.meanwhile()
    story.editedReply()
    await world.slack.events.idle()
    await trigger(world, clock)
    world.slack.events.drop(null)
    await world.settled()
    await expectSlacksTruth(world)
    const [run] = await world.admin`select state, messages_deleted from backfill_runs order by started_at desc limit 1`
    expect(run).toMatchObject({ state: 'finished' })
  })

  test('the routine comparison finds late replies to old threads without reading idle ones', async () => {
    await using world = await aWorld()
    const story = prepare(world)
    await world.settled()
    await runVerb(world.env, 'backfill', 'sync', '--team', ACME)
    await world.settled()
    world.slack.events.drop(() => true)
    story.meanwhile()
    await world.slack.events.idle()
    world.slack.events.drop(null)
    const before = calls(world, 'conversations.replies').length
    await world.admin`insert into pgboss.job (name, data, singleton_key)
      values ('team.reconcile', ${world.admin.json({ teamId: ACME, trigger: 'schedule' })}, ${ACME})`
    await expect
      .poll(async () => (await world.admin`select 1 from backfill_runs where trigger = 'schedule'`).length, { timeout: 10_000 })
      .toBe(1)
    await world.settled()
    await expectSlacksTruth(world)
    // the thread with the late reply and the emptied one; the one whose root is gone has not moved
    expect(calls(world, 'conversations.replies').length - before).toBe(2)
  })

  test('a comparison of what nothing happened to stores nothing, deletes nothing and embeds nothing', async () => {
    await using world = await aWorld()
    prepare(world)
    await world.settled()
    // history names the root of a thread as such, which events do not
    await runVerb(world.env, 'backfill', 'sync', '--team', ACME)
    await world.settled()
    const versions = () => world.admin`select channel_id, ts, version, indexed_version from messages order by channel_id, ts`
    const before = await versions()
    await runVerb(world.env, 'backfill', 'sync', '--team', ACME)
    await world.settled()
    expect(await versions()).toEqual(before)
    const runs = await world.admin`select messages_deleted from backfill_runs where trigger = 'sync-now'`
    expect(runs).toMatchObject([{ messages_deleted: 0 }, { messages_deleted: 0 }])
  })
})

describe('the routine comparison', () => {
  test('leaves a workspace alone that is being read, and one without the app', async () => {
    await using world = await aWorld()
    await world.slack.uninstall(ACME, APP_ID)
    await world.quiet()
    const runs = async () => (await world.admin`select 1 from backfill_runs`).length
    const before = await runs()
    await runVerb(world.env, 'backfill', 'sync', '--team', ACME)
    await world.quiet()
    expect(await runs()).toBe(before)
  })
})
