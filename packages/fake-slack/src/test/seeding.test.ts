import { describe, expect, test } from 'vitest'
import type { ChannelSeed } from '../index.ts'
import { acme, app, installAtAcme, START_MS, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

const channelWith = (id: string, count: number): ChannelSeed => ({
  id,
  name: id.toLowerCase(),
  members: ['U0ADA'],
  messages: Array.from({ length: count }, (_, index) => ({
    ts: `${START_MS / 1000 - count + index}.000200`,
    user: 'U0ADA',
    text: `*${index}* <@U0BOB>`,
  })),
})

describe('seeding', () => {
  test('10,000 messages are there in less than two seconds, and no event tells of them', async () => {
    const slack = await startAcme()
    installAtAcme(slack)
    const before = slack.events.deliveries().length
    const startMs = performance.now()
    slack.seed({ ...acme, channels: Array.from({ length: 20 }, (_, index) => channelWith(`C1N${index}`, 500)) })
    expect(performance.now() - startMs).toBeLessThan(2000)
    expect(slack.world.history('C1N7')).toHaveLength(500)
    expect(slack.events.deliveries()).toHaveLength(before)
  })

  test('ids and domains of another workspace and a ts that is taken are refused', async () => {
    const slack = await startAcme()
    const other = { id: 'T0NEW', domain: 'new', name: 'New', users: [], channels: [] }
    expect(() => slack.seed({ ...other, domain: 'acme' })).toThrow('belongs to another workspace')
    expect(() => slack.seed({ ...other, users: [{ id: 'U0ADA', name: 'a', realName: 'A' }] })).toThrow('belongs to another workspace')
    expect(() => slack.seed({ ...other, channels: [{ id: 'C0DEV', name: 'dev', members: [] }] })).toThrow('belongs to another workspace')
    slack.seed({ ...acme, channels: [channelWith('C1TS', 3)] })
    expect(() => slack.seed({ ...acme, channels: [channelWith('C1TS', 3)] })).toThrow('duplicate_ts')
  })

  test('a message posted after seeding is newer than everything there, even in one millisecond', async () => {
    const slack = await startAcme()
    slack.seed({
      ...acme,
      channels: [{ ...channelWith('C1AHEAD', 0), messages: [{ ts: `${START_MS / 1000 + 100}.000005`, user: 'U0ADA', text: 'ahead' }] }],
    })
    const ada = slack.as('T0ACME', 'U0ADA')
    const posted = Array.from({ length: 50 }, () => ada.post('C1AHEAD', 'x').ts)
    expect(new Set(posted).size).toBe(50)
    expect([...posted].sort()).toEqual(posted)
    expect(slack.world.history('C1AHEAD')[0]?.text).toBe('ahead')
  })

  test('a chosen ts is kept, and a taken or malformed one is refused', async () => {
    const slack = await startAcme()
    const ada = slack.as('T0ACME', 'U0ADA')
    expect(ada.post('C0DEV', 'x', { ts: '1700000000.000100' }).ts).toBe('1700000000.000100')
    expect(() => ada.post('C0DEV', 'x', { ts: '1700000000.000100' })).toThrow('duplicate_ts')
    expect(() => ada.post('C0DEV', 'x', { ts: '17' })).toThrow('invalid_ts')
  })
})

describe('snapshots', () => {
  test('a restored world is the same world, tokens included', async () => {
    const slack = await startAcme()
    const { botToken } = installAtAcme(slack)
    const ada = slack.as('T0ACME', 'U0ADA')
    const { ts } = ada.post('C0DEV', 'kept')
    ada.react('C0DEV', ts, 'eyes')
    const snapshot = slack.snapshot()
    ada.post('C0DEV', 'lost')
    await slack.uninstall('T0ACME', app.id)
    slack.restore(snapshot)
    expect(slack.snapshot()).toBe(snapshot)
    expect(slack.world.history('C0DEV').at(-1)).toMatchObject({ ts, text: 'kept', reactions: [{ name: 'eyes', users: ['U0ADA'] }] })
    expect(await clientFor(slack, botToken).auth.test()).toMatchObject({ ok: true })
  })

  test('nothing that is made after a restore repeats an id or token from before', async () => {
    const slack = await startAcme()
    installAtAcme(slack)
    slack.restore(slack.snapshot())
    const elsewhere = slack.installDirectly(app.id, 'T0GLOB', 'U0HANK')
    const here = slack.world.installations('T0ACME')[0]
    expect(elsewhere.botToken).not.toBe(here?.botToken)
    expect(elsewhere.botId).not.toBe(here?.botId)
    expect(await clientFor(slack, here?.botToken).auth.test()).toMatchObject({ team_id: 'T0ACME' })
  })

  test('a reset brings back the world of the options and nothing else', async () => {
    const slack = await startAcme()
    const { botToken } = installAtAcme(slack)
    slack.seed({ id: 'T0NEW', domain: 'new', name: 'New', users: [], channels: [] })
    slack.reset()
    expect(slack.world.workspaces().map((workspace) => workspace.id)).toEqual(['T0ACME', 'T0GLOB'])
    expect(slack.world.installations()).toEqual([])
    expect(slack.requests()).toEqual([])
    expect(await errorOf(clientFor(slack, botToken).auth.test())).toBe('invalid_auth')
  })
})
