import { describe, expect, test } from 'vitest'
import { installAtAcme, startAcme } from './acme.ts'
import { clientFor, errorOf } from './web-client.ts'

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
