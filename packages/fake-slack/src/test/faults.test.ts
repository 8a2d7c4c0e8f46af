import { describe, expect, test } from 'vitest'
import { acme, app, installAtAcme, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

const long = {
  id: 'C0LONG',
  name: 'long',
  members: ['U0ADA'],
  messages: Array.from({ length: 40 }, (_, index) => ({ ts: `${1_700_000_000 + index}.000000`, user: 'U0ADA', text: `n${index}` })),
}

async function startWithClient(options: Parameters<typeof startAcme>[0] = {}) {
  const slack = await startAcme(options)
  return { slack, client: clientFor(slack, installAtAcme(slack).botToken) }
}

describe('faults', () => {
  test('the n-th call fails as often as asked, the others do not', async () => {
    const { slack, client } = await startWithClient()
    slack.faults.add({ method: 'users.info', nth: 2, times: 2, kind: 'http500' })
    const outcomes: string[] = []
    for (let index = 0; index < 5; index += 1) outcomes.push(await errorOf(client.users.info({ user: 'U0ADA' })))
    expect(outcomes.map((outcome) => outcome === 'no error')).toEqual([true, false, false, true, true])
    expect(await errorOf(client.team.info())).toBe('no error')
  })

  test('each kind is what the client library makes of it', async () => {
    const { slack, client } = await startWithClient()
    const failWith = async (kind: Parameters<typeof slack.faults.add>[0]['kind']) => {
      slack.faults.add({ kind })
      return client.users.info({ user: 'U0ADA' }).catch((error: unknown) => error)
    }
    expect(await failWith('http500')).toMatchObject({ code: 'slack_webapi_http_error', statusCode: 500 })
    expect(await failWith('http503')).toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 })
    expect(await failWith('429')).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 3 })
    expect(await failWith('429-no-header')).toBeInstanceOf(Error)
    expect(await failWith('429-odd-header')).toBeInstanceOf(Error)
    expect(await failWith('reset')).toMatchObject({ code: 'slack_webapi_request_error' })
    expect(await failWith('truncated')).toBeInstanceOf(Error)
    expect(await failWith('html')).toBeInstanceOf(Error)
    slack.faults.clear()
    expect(await errorOf(client.users.info({ user: 'U0ADA' }))).toBe('no error')
  })

  test('a slow answer runs into the timeout of the client', async () => {
    const { slack } = await startWithClient()
    const impatient = clientFor(slack, slack.world.installations()[0]?.botToken, { timeout: 200 })
    slack.faults.add({ method: 'team.info', kind: 'slow' })
    expect(await impatient.team.info().catch((error: unknown) => error)).toMatchObject({ code: 'slack_webapi_request_error' })
    await slack.testClock.advance(15_000)
    expect(await impatient.team.info()).toMatchObject({ ok: true })
  })

  test('a call can be refused with any error, as when a cursor has expired', async () => {
    const { slack, client } = await startWithClient()
    slack.faults.add({ method: 'users.list', nth: 2, kind: 'refuse', error: 'invalid_cursor' })
    const page = await client.users.list({ limit: 1 })
    const cursor = page.response_metadata?.next_cursor ?? ''
    expect(await errorOf(client.users.list({ limit: 1, cursor }))).toBe('invalid_cursor')
    expect(await errorOf(client.users.list({ limit: 1, cursor }))).toBe('no error')
  })

  test('a fault of one team spares the others', async () => {
    const { slack, client } = await startWithClient()
    slack.faults.add({ teamId: 'T0GLOB', times: 99, kind: 'http503' })
    const { botToken } = slack.installDirectly('A0APP', 'T0GLOB', 'U0HANK')
    expect(await errorOf(client.team.info())).toBe('no error')
    expect(await errorOf(clientFor(slack, botToken).team.info())).not.toBe('no error')
  })
})

describe('rate limits', () => {
  test('the tier of a method is per team, and the clock fills it up again', async () => {
    const { slack, client } = await startWithClient({ limits: 'internal' })
    for (let index = 0; index < 20; index += 1) await client.users.list({})
    await expect(client.users.list({})).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 3 })
    expect(await errorOf(client.users.info({ user: 'U0ADA' }))).toBe('no error')
    const { botToken } = slack.installDirectly('A0APP', 'T0GLOB', 'U0HANK')
    expect(await errorOf(clientFor(slack, botToken).users.list({}))).toBe('no error')
    await slack.testClock.advance(3000)
    expect(await errorOf(client.users.list({}))).toBe('no error')
  })

  test('messages to one channel are limited to one a second after a short burst', async () => {
    const { slack, client } = await startWithClient({ limits: 'internal' })
    for (let index = 0; index < 5; index += 1) await client.chat.postMessage({ channel: 'C0DEV', text: 'x' })
    await expect(client.chat.postMessage({ channel: 'C0DEV', text: 'x' })).rejects.toMatchObject({ retryAfter: 1 })
    await slack.testClock.advance(1000)
    expect(await client.chat.postMessage({ channel: 'C0DEV', text: 'x' })).toMatchObject({ ok: true })
  })
})

describe('rate limits per app', () => {
  const workspaces = [{ ...acme, channels: [...acme.channels, long] }]
  async function twoApps() {
    const unlisted = { ...app, limitClass: 'unlisted' as const, autoJoinPublic: true }
    const listed = { ...unlisted, id: 'A0LIST', clientId: '333.444', limitClass: 'marketplace' as const }
    const slack = await startAcme({ workspaces, apps: [unlisted, listed] })
    const clientOf = (id: string) => clientFor(slack, slack.installDirectly(id, acme.id, 'U0ADA').botToken)
    return { slack, unlisted: clientOf(app.id), listed: clientOf('A0LIST') }
  }
  const read = (client: ReturnType<typeof clientFor>) => client.conversations.history({ channel: 'C0LONG', limit: 200 })

  test('the class of an app holds for it alone, also where the world counts nothing', async () => {
    const { unlisted, listed } = await twoApps()
    expect((await read(unlisted)).messages).toHaveLength(15)
    await expect(read(unlisted)).rejects.toMatchObject({ retryAfter: 60 })
    for (let index = 0; index < 50; index += 1) expect((await read(listed)).messages).toHaveLength(40)
    await expect(read(listed)).rejects.toMatchObject({ retryAfter: 2 })
    expect((await unlisted.conversations.replies({ channel: 'C0LONG', ts: '1700000000.000000', limit: 200 })).messages).toHaveLength(1)
  })

  test('limits are multiplied, switched off and on while the world runs', async () => {
    const { slack, unlisted } = await twoApps()
    await read(unlisted)
    slack.limits.multiply(3)
    for (let index = 0; index < 3; index += 1) expect((await read(unlisted)).messages).toHaveLength(15)
    await expect(read(unlisted)).rejects.toMatchObject({ retryAfter: 20 })
    slack.limits.switchOff()
    for (let index = 0; index < 5; index += 1) expect((await read(unlisted)).messages).toHaveLength(40)
    slack.limits.switchOn()
    await read(unlisted)
    await expect(read(unlisted)).rejects.toMatchObject({ retryAfter: 60 })
    slack.updateApp(app.id, { limitClass: 'internal' })
    slack.limits.switchOn()
    expect((await read(unlisted)).messages).toHaveLength(40)
    expect(() => slack.limits.multiply(0)).toThrow('above 0')
  })
})

describe('broken requests', () => {
  test('a body that cannot be read has its own error', async () => {
    const { slack } = await startWithClient()
    const send = async (type: string, body: string) => {
      const answer = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers: { 'content-type': type }, body })
      expect(answer.status).toBe(200)
      return ((await answer.json()) as { error: string }).error
    }
    expect(await send('application/json', '{')).toBe('invalid_json')
    expect(await send('text/xml', '<a/>')).toBe('invalid_post_type')
    expect(await send('application/json', 'null')).toBe('not_authed')
    expect(await send('application/x-www-form-urlencoded', 'token=')).toBe('not_authed')
  })
})
