import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { runVerb } from './world/run-verb.ts'
import { ACME } from './world/small-company.ts'

const backfill = (world: LivedInWorld, ...args: string[]) => runVerb(world.env, 'backfill', ...args, '--team', ACME, '--json')
const calls = (world: LivedInWorld) => world.slack.requests().filter((call) => call.method === 'conversations.history')

describe('the verb backfill', () => {
  test('says what it would read, and reads nothing', async () => {
    await using world = await aWorld()
    const before = calls(world).length
    const plan = await backfill(world, '--all', '--dry-run')
    expect(plan).toMatchObject({ code: 0, json: { ok: true, dryRun: true, unknown: 0, messages: 5, requests: 4 } })
    await world.settled()
    expect(calls(world)).toHaveLength(before)
  })

  test('reads named channels first and in their order, and keeps a history of what it did', async () => {
    await using world = await aWorld()
    const before = calls(world).length
    expect(await backfill(world, '--channels', 'help,#general')).toMatchObject({ code: 0, json: { channels: ['C0HELP', 'C0GENERAL'] } })
    await world.settled()
    const asked = calls(world).slice(before)
    expect(asked.map(({ args }) => args.channel)).toEqual(['C0HELP', 'C0GENERAL'])
    const status = await backfill(world, 'status')
    expect(status.json).toMatchObject({
      left: null,
      run: { trigger: 'operator', state: 'finished', messagesSeen: expect.any(Number), historyRequests: 2, replyRequests: 1 },
    })
    expect(status.json?.runs).toHaveLength(2)
  })

  test('pauses, resumes and cancels', async () => {
    await using world = await aWorld({ verb: 'api', installedIn: [] })
    await world.install(ACME, 'U0ADA')
    expect(await backfill(world, 'pause')).toMatchObject({ code: 1, stderr: expect.stringContaining('No history') })
    await world.restart()
    await world.admin`insert into channels (team_id, channel_id, name, is_private, is_archived, is_general, is_ext_shared, is_org_shared,
      topic, purpose, policy, bot_is_member) values (${ACME}, 'C0HELP', 'help', false, false, false, false, false, '', '', 'allowed', true)`
    expect(await backfill(world, '--all')).toMatchObject({ code: 0 })
    expect((await backfill(world, 'pause')).json).toMatchObject({ run: { state: 'paused', channels: ['C0HELP'] } })
    expect((await backfill(world, 'resume')).json).toMatchObject({ run: { state: 'running' }, left: { requests: 1 } })
    expect((await backfill(world, 'cancel')).json).toMatchObject({ run: { state: 'cancelled' }, left: null })
    const list = await runVerb(world.env, 'channels', 'list', '--team', ACME, '--json')
    expect(list.json?.channels).toMatchObject([{ id: 'C0HELP', status: 'blocked', reason: expect.stringContaining('stopped') }])
  })

  test('refuses what cannot be read, with the way out', async () => {
    await using world = await aWorld({ env: { ALLOW_CHANNELS: 'general' } })
    expect(await backfill(world, '--channels', 'help')).toMatchObject({ code: 1, stderr: expect.stringContaining('channels allow') })
    expect(await backfill(world, '--channels', 'nowhere')).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere') })
    expect(await backfill(world)).toMatchObject({ code: 1, stderr: expect.stringContaining('--all') })
    expect(await backfill(world, '--all', '--days', '0')).toMatchObject({ code: 1 })
    expect(await backfill(world, 'dance')).toMatchObject({ code: 2 })
  })
})
