import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startFakeSlack } from '../index.ts'
import { app, globex, startAcme } from './acme.ts'
import { startReceiver } from './receiver.ts'
import { clientFor, errorOf } from './web-client.ts'

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

interface Answer {
  status: number
  ok: boolean
  error?: string
  result?: Record<string, unknown>
}

async function controlled(options: Parameters<typeof startAcme>[0] = {}) {
  const slack = await startAcme(options)
  const call = async (verb: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await fetch(`${slack.controlUrl}/_control/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) }
  }
  return { slack, call }
}

describe('the control API', () => {
  test('lives on a port of its own and is not part of the public one', async () => {
    const { slack, call } = await controlled()
    expect(new URL(slack.controlUrl).port).not.toBe(new URL(slack.url).port)
    expect(new URL(slack.controlUrl).hostname).toBe('127.0.0.1')
    expect((await fetch(`${slack.url}/_control/reset`, { method: 'POST' })).status).toBe(404)
    expect(await call('nonsense')).toMatchObject({ status: 404, error: 'unknown_verb' })
  })

  test('a taken control port fails the start and frees the other port', async () => {
    const { slack } = await controlled()
    const controlPort = Number(new URL(slack.controlUrl).port)
    const port = await freePort()
    await expect(startFakeSlack({ port, controlPort })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const second = await startFakeSlack({ port })
    await second.close()
  })

  test('refuses pages of a browser', async () => {
    const { call } = await controlled()
    expect(await call('clock', {}, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect(await call('clock')).toMatchObject({ status: 200, result: { nowMs: expect.any(Number) } })
  })

  test('lets a person act, and says what Slack would refuse', async () => {
    const { slack, call } = await controlled()
    const act = (verb: string, args: object) => call('act', { team: 'T0ACME', as: 'U0ADA', act: { verb, ...args } })
    const posted = await act('post', { channel: 'C0DEV', text: 'over <http>' })
    const ts = String(posted.result?.ts)
    await act('edit', { channel: 'C0DEV', ts, text: 'again' })
    await act('react', { channel: 'C0DEV', ts, name: 'eyes' })
    expect(slack.world.message('C0DEV', ts)).toMatchObject({ text: 'again', reactions: [{ name: 'eyes' }] })
    expect(await act('post', { channel: 'C0OLD', text: 'x' })).toMatchObject({ status: 400, error: 'is_archived' })
    await act('share', { channel: 'C0DEV', team: 'T0GLOB' })
    expect(slack.world.channel('C0DEV')?.sharedWith).toEqual(['T0GLOB'])
    expect((await act('unshare', { channel: 'C0DEV', team: 'T0GLOB' })).result).toMatchObject({ id: expect.stringMatching(/^C/) })
    expect(await act('dance', {})).toMatchObject({ status: 400, ok: false })
    expect((await act('history', { channel: 'C0DEV' })).result).toMatchObject([{ ts }])
  })

  test('lets things happen that nobody in the channel does', async () => {
    const { slack, call } = await controlled()
    const act = (verb: string, args: object) => call('act', { team: 'T0ACME', as: 'U0ADA', act: { verb, ...args } })
    const happen = (verb: string, args: object) => call('happen', { verb, ...args })
    const ts = String((await act('post', { channel: 'C0DEV', text: 'root' })).result?.ts)
    await act('post', { channel: 'C0DEV', text: 'reply', threadTs: ts })
    expect(await happen('countReplies', { channel: 'C0DEV', ts })).toMatchObject({ ok: true })
    await happen('unfurl', { channel: 'C0DEV', ts, attachments: [{ id: 1 }] })
    await act('pin', { channel: 'C0DEV', ts })
    expect(slack.world.message('C0DEV', ts)).toMatchObject({ attachments: [{ id: 1 }], pinned: { by: 'U0ADA' } })
    await act('unpin', { channel: 'C0DEV', ts })
    expect((await act('me', { channel: 'C0DEV', text: 'waves' })).result).toMatchObject({ ts: expect.stringMatching(/^\d/) })
    const noticed = await happen('notice', { channel: 'C0DEV', subtype: 'reminder_add', text: 'soon', user: 'USLACK' })
    expect(slack.world.message('C0DEV', String(noticed.result?.ts))).toMatchObject({ subtype: 'reminder_add', text: 'soon' })
    await happen('rewriteHistory', { channel: 'C0DEV', edit: [{ ts, text: 'imported' }] })
    expect(slack.world.message('C0DEV', ts)?.text).toBe('imported')
    await happen('denyAccess', { channel: 'C0DEV', ts })
    expect(slack.world.message('C0DEV', ts)?.subtype).toBe('ekm_access_denied')
    await happen('changeUser', { team: 'T0ACME', user: 'U0BOB', change: { isGuest: true } })
    await happen('addUser', { team: 'T0ACME', user: { id: 'U0EVE', name: 'eve', realName: 'Eve' } })
    expect([slack.world.user('U0BOB')?.isGuest, slack.world.user('U0EVE')?.name]).toEqual([true, 'eve'])
    await happen('renameTeam', { team: 'T0ACME', name: 'Acme Corp' })
    await happen('changeDomain', { team: 'T0ACME', domain: 'acme-corp' })
    expect(slack.world.workspace('T0ACME')).toMatchObject({ name: 'Acme Corp', domain: 'acme-corp' })
    await act('setPurpose', { channel: 'C0DEAL', purpose: 'close it' })
    await act('makePublic', { channel: 'C0DEAL' })
    expect(slack.world.channel('C0DEAL')).toMatchObject({ purpose: 'close it', isPrivate: false })
    await act('deleteChannel', { channel: 'C0DEAL' })
    expect(slack.world.channel('C0DEAL')).toBeUndefined()
    const { botUserId } = slack.installDirectly(app.id, 'T0ACME', 'U0ADA')
    expect((await act('openHome', { user: botUserId })).result).toMatchObject({ id: expect.stringMatching(/^D/) })
    expect(await happen('unfurl', { channel: 'C0GONE', ts, attachments: [] })).toMatchObject({ status: 400, error: 'channel_not_found' })
    expect(await happen('rain', {})).toMatchObject({ status: 400 })
  })

  test('seeds, snapshots, restores and resets', async () => {
    const { slack, call } = await controlled({ workspaces: [globex] })
    const workspace = {
      id: 'T0NEW',
      domain: 'new',
      name: 'New',
      users: [{ id: 'U1', name: 'u', realName: 'U' }],
      channels: [{ id: 'C1', name: 'c', members: ['U1'] }],
    }
    expect(await call('seed', workspace)).toMatchObject({ ok: true })
    expect(await call('seed', { id: 'T1' })).toMatchObject({ status: 400, error: expect.stringContaining('domain') })
    const snapshot = (await call('snapshot')).result?.snapshot
    await call('reset')
    expect(slack.world.workspace('T0NEW')).toBeUndefined()
    await call('restore', { snapshot })
    expect(slack.world.workspace('T0NEW')).toMatchObject({ name: 'New' })
    expect(await call('restore', { snapshot: 'nonsense' })).toMatchObject({ status: 400 })
  })

  test('an events URL is saved only after it echoed the challenge', async () => {
    const { slack, call } = await controlled()
    const nowMs = () => slack.clock.nowMs()
    const wrong = await startReceiver({ secret: app.signingSecret, nowMs })
    expect(await call('app', { id: app.id, patch: { eventsUrl: wrong.url } })).toMatchObject({
      status: 400,
      error: 'url_verification_failed',
    })
    expect(slack.world.app(app.id)?.eventsUrl).toBeUndefined()
    const right = await startReceiver({
      secret: app.signingSecret,
      nowMs,
      answer: (response, { body }) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ challenge: (JSON.parse(body) as { challenge: string }).challenge }))
      },
    })
    expect(await call('app', { id: app.id, patch: { eventsUrl: right.url } })).toMatchObject({ ok: true })
    expect(slack.world.app(app.id)?.eventsUrl).toBe(right.url)
    expect(right.received[0]?.isGenuine).toBe(true)
    expect(JSON.parse(right.received[0]?.body ?? '{}')).toMatchObject({ type: 'url_verification' })
  })

  test('changes limits and the class of an app', async () => {
    const { slack, call } = await controlled({ limits: 'unlisted' })
    expect(await call('app', { id: app.id, patch: { limitClass: 'internal' } })).toMatchObject({ ok: true })
    expect(await call('app', { id: app.id, patch: { limitClass: 'royal' } })).toMatchObject({ status: 400 })
    expect(slack.world.app(app.id)).toMatchObject({ limitClass: 'internal' })
    const client = clientFor(slack, slack.installDirectly(app.id, 'T0ACME', 'U0ADA').botToken)
    const limited = async (times: number) => {
      for (let index = 0; index < times; index += 1) await client.users.list({})
      return (await errorOf(client.users.list({}))) !== 'no error'
    }
    expect(await limited(20)).toBe(true)
    await call('limits/multiply', { factor: 2 })
    expect(await limited(40)).toBe(true)
    expect(await call('limits/multiply', { factor: 0 })).toMatchObject({ status: 400 })
    await call('limits/off')
    expect(await limited(50)).toBe(false)
    await call('limits/on')
    expect(await limited(20)).toBe(true)
  })

  test('moves the clock of a test, installs, uninstalls and steers events', async () => {
    const { slack, call } = await controlled()
    const before = slack.clock.nowMs()
    await call('clock/advance', { ms: 5000 })
    expect(slack.clock.nowMs()).toBe(before + 5000)
    const receiver = await startReceiver({ secret: app.signingSecret, nowMs: () => slack.clock.nowMs() })
    slack.updateApp(app.id, { eventsUrl: receiver.url })
    expect((await call('install', { app: app.id, team: 'T0ACME', installer: 'U0ADA' })).result).toMatchObject({
      scope: app.scopes.join(','),
    })
    await call('events/limit', { perHour: 0 })
    await call('events/emit', { team: 'T0ACME', event: { type: 'message', channel: 'C0DEV', ts: '1.000000' } })
    await call('events/idle')
    expect(receiver.received.map((one) => (JSON.parse(one.body) as { type: string }).type)).toEqual(['app_rate_limited'])
    receiver.received.length = 0
    await call('events/limit', { perHour: null })
    await call('events/delay', { ms: 1000 })
    await call('events/emit', { team: 'T0ACME', event: { type: 'message', subtype: 'late', channel: 'C0DEV', ts: '1.000000' } })
    await call('events/delay', { ms: 0 })
    await call('events/idle')
    expect(receiver.received).toEqual([])
    await call('clock/advance', { ms: 1000 })
    await call('events/idle')
    expect(receiver.events()).toMatchObject([{ subtype: 'late' }])
    receiver.received.length = 0
    expect((await call('events/disabled')).result).toEqual({ apps: [] })
    expect(await call('events/enable', { app: app.id })).toMatchObject({ ok: true })
    await call('events/hold')
    await call('events/emit', { team: 'T0ACME', event: { type: 'message', subtype: 'unheard_of', channel: 'C0DEV', ts: '1.000001' } })
    await call('events/idle')
    expect(receiver.received).toEqual([])
    await call('events/release')
    await call('events/idle')
    expect(receiver.events()).toMatchObject([{ subtype: 'unheard_of' }])
    expect(await call('uninstall', { app: app.id, team: 'T0ACME', order: 'revoked-first' })).toMatchObject({ ok: true })
    expect((await call('events/deliveries')).result?.deliveries).toHaveLength(6)
    expect((await call('requests')).result?.requests).toEqual([])
  })
})
