import { describe, expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { ACME, APP_ID } from './world/small-company.ts'

const SOCKET = { SLACK_TRANSPORT: 'socket', SLACK_APP_LEVEL_TOKEN: 'xapp-1-of-the-tests' }
const QUESTION = 'when do we ship the billing rewrite?'

const isConnected = (world: LivedInWorld, connections = 1) =>
  expect.poll(() => world.slack.sockets.connections(APP_ID), { timeout: 20_000, interval: 10 }).toBe(connections)

/** Bodies of the inbox by event id, as they were stored. */
async function inboxOf({ admin }: LivedInWorld): Promise<Record<string, string>> {
  const rows = await admin<{ id: string; body: string }[]>`select event_id as id, body from inbox_events`
  return Object.fromEntries(rows.map(({ id, body }) => [id, body]))
}

/** A world in which nothing takes deliveries out of the inbox. */
async function aDoor(env: Record<string, string>) {
  const world = await aWorld({ verb: 'api', installedIn: [], env })
  if (env.SLACK_TRANSPORT === 'socket') await isConnected(world)
  world.slack.installDirectly(APP_ID, ACME, 'U0ADA')
  return world
}

describe('a host without a public address', () => {
  test.for([{ SLACK_TRANSPORT: 'http' }, SOCKET])('$SLACK_TRANSPORT: a delivery is stored exactly as Slack made it', async (env) => {
    await using world = await aDoor(env)
    world.as('U0ADA').post('C0GENERAL', 'Kühlschrank "quoted" \\ back, <!here> & 🧊')
    world.as('U0BOB').react('C0GENERAL', world.slack.world.history('C0GENERAL').at(-1)?.ts ?? '', 'ice_cube')
    await world.slack.events.idle()
    const sent = Object.fromEntries(world.slack.events.deliveries().map(({ eventId, body }) => [eventId, body]))
    expect(Object.keys(sent).length).toBeGreaterThan(0)
    expect(await inboxOf(world)).toEqual(sent)
    expect(world.slack.sockets.connections(APP_ID)).toBe(env.SLACK_TRANSPORT === 'socket' ? 1 : 0)
  })

  test('a delivery is acknowledged after its durable insert and not before', async () => {
    await using world = await aDoor(SOCKET)
    const blocker = await world.admin.reserve()
    await blocker`begin`
    await blocker`lock table inbox_events in exclusive mode`
    world.as('U0ADA').post('C0GENERAL', 'waits for the table')
    const state = () => world.slack.events.deliveries().at(-1)
    const waits = async () => (await world.admin`select 1 from pg_locks where not granted`).length
    await expect.poll(waits, { timeout: 10_000, interval: 10 }).toBeGreaterThan(0)
    expect(state()).toMatchObject({ state: 'queued', attempts: [{ status: null, reason: null }] })
    await blocker`rollback`
    blocker.release()
    await world.slack.events.idle()
    expect(state()).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] })
    expect(Object.keys(await inboxOf(world))).toHaveLength(1)
  })

  test('installs, reads, follows and answers, over connections that are recycled and cut, without losing or doubling anything', async () => {
    await using world = await aWorld({ env: SOCKET })
    const bob = world.as('U0BOB')
    for (let index = 0; index < 24; index += 1) {
      const { ts } = bob.post('C0GENERAL', `note ${index}`)
      if (index % 3 === 0) bob.edit('C0GENERAL', ts, `note ${index}, edited`)
      if (index % 8 === 3) world.slack.sockets.cut(APP_ID)
      if (index % 8 === 7) world.slack.sockets.warn(APP_ID, index % 16 === 7 ? 'warning' : 'refresh_requested')
      await isConnected(world)
    }
    await world.settled()
    const notes = [...(await world.stored()).values()].flatMap(({ text }) => (text?.startsWith('note ') ? [text] : [])).sort()
    expect(notes).toEqual(Array.from({ length: 24 }, (_, index) => `note ${index}${index % 3 === 0 ? ', edited' : ''}`).sort())
    expect(await world.ask('U0ADA', QUESTION)).toMatchObject({ kind: 'answered' })
    expect(await world.mention('U0ADA', 'C0GENERAL', QUESTION)).toMatchObject({ kind: 'answered' })
    await world.restart()
    await isConnected(world)
    expect(await world.ask('U0ADA', QUESTION)).toMatchObject({ kind: 'answered' })
  })

  test('an outage and a refused token are sat out: the server stays up and connects when it can', async () => {
    const lines: string[] = []
    await using world = await aWorld({ verb: 'api', installedIn: [], env: SOCKET, logTo: (line) => lines.push(line) })
    await isConnected(world)
    world.slack.faults.add({ method: 'apps.connections.open', kind: 'http503', times: 2 })
    world.slack.updateApp(APP_ID, { appLevelToken: 'xapp-another' })
    world.slack.sockets.cut(APP_ID)
    const failures = () => lines.filter((line) => line.includes('socket failed')).length
    await expect.poll(failures, { timeout: 20_000, interval: 20 }).toBeGreaterThan(2)
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
    world.slack.updateApp(APP_ID, { appLevelToken: SOCKET.SLACK_APP_LEVEL_TOKEN })
    await isConnected(world)
    expect(lines.join('\n')).not.toContain('xapp-')
  })
})
