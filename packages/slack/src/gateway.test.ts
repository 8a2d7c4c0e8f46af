import {
  channelId,
  messageTs,
  SlackRateLimitedError,
  SlackRefusedError,
  SlackUnavailableError,
  TokenRevokedError,
  userId,
} from '@backscroll/core'
import { WebClient } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { type Answer, json, localSlack } from '../test/local-slack.ts'
import { clientOptions } from './client-options.ts'
import { slackGateway } from './gateway.ts'

const token = 'xoxb-test'
const gateway = (apiUrl: string, settings: { token?: string; timeoutMs?: number; retries?: number } = {}) =>
  slackGateway({ token, apiUrl, timeoutMs: 2_000, ...settings })
const channel = channelId('C1')
const ts = messageTs('1700000000.000100')

describe("the traps of Slack's client", () => {
  test('two gateways never share a token', async () => {
    await using slack = await localSlack(json({ ok: true, channel: 'C1', ts }))
    const first = gateway(slack.apiUrl, { token: 'xoxb-first' })
    const second = gateway(slack.apiUrl, { token: 'xoxb-second' })
    await first.postMessage({ channelId: channel, text: 'a' })
    await second.postMessage({ channelId: channel, text: 'b' })
    await first.postMessage({ channelId: channel, text: 'c' })
    expect(slack.seen.map((request) => request.token)).toEqual(['Bearer xoxb-first', 'Bearer xoxb-second', 'Bearer xoxb-first'])
  })

  test('an absolute URL as a method name never gets the token', async () => {
    await using elsewhere = await localSlack(json({ ok: true }))
    await using slack = await localSlack(json({ ok: true }))
    await new WebClient(token, clientOptions({ apiUrl: slack.apiUrl, timeoutMs: 2_000, retries: 0 })).apiCall(`${elsewhere.origin}/steal`)
    expect(elsewhere.seen).toEqual([])
    expect(slack.seen).toHaveLength(1)
  })

  test('a post is sent once, whatever happens; a read is repeated as often as it is told to', async () => {
    await using slack = await localSlack(json('oops', 503))
    const both = gateway(slack.apiUrl, { retries: 1 })
    await expect(both.postMessage({ channelId: channel, text: 'a' })).rejects.toThrow(SlackUnavailableError)
    expect(slack.seen).toHaveLength(1)
    await expect(both.teamInfo()).rejects.toThrow(SlackUnavailableError)
    expect(slack.seen).toHaveLength(3)
  })

  test('a rate limit of one method does not hold up another', async () => {
    await using slack = await localSlack((request, response) =>
      request.url === '/api/team.info'
        ? json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' })(request, response)
        : json({ ok: true, members: ['U1'] })(request, response),
    )
    const one = gateway(slack.apiUrl, { retries: 3 })
    await expect(one.teamInfo()).rejects.toMatchObject({ retryAfterMs: 30_000 })
    await expect(one.channelMembers(channel)).resolves.toEqual({ userIds: ['U1'], nextCursor: null })
    expect(slack.seen).toHaveLength(2)
  })
})

describe('every failure has a name', () => {
  const html: Answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Maintenance</html>')
  const reset: Answer = (request) => void request.socket.destroy()
  const silence: Answer = () => undefined
  const stalledBody: Answer = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"ok":')
  const redirect: Answer = (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
  test.each<[string, Answer, new (...args: never[]) => Error, Record<string, unknown>]>([
    ['429 with Retry-After', json({ ok: false }, 429, { 'retry-after': '7' }), SlackRateLimitedError, { retryAfterMs: 7_000 }],
    ['429 with Retry-After 0', json({ ok: false }, 429, { 'retry-after': '0' }), SlackRateLimitedError, { retryAfterMs: 1_000 }],
    ['429 without Retry-After', json({ ok: false }, 429), SlackRateLimitedError, { retryAfterMs: 60_000 }],
    [
      '429 with an unreadable Retry-After',
      json({ ok: false }, 429, { 'retry-after': 'soon' }),
      SlackRateLimitedError,
      { retryAfterMs: 60_000 },
    ],
    [
      '429 with a Retry-After of a day',
      json({ ok: false }, 429, { 'retry-after': '86400' }),
      SlackRateLimitedError,
      { retryAfterMs: 3_600_000 },
    ],
    ['ratelimited with status 200', json({ ok: false, error: 'ratelimited' }), SlackRateLimitedError, { retryAfterMs: 60_000 }],
    ['500', json('oops', 500), SlackUnavailableError, {}],
    ['503 with an HTML page', json('<html>', 503), SlackUnavailableError, {}],
    ['an HTML page with status 200', html, SlackUnavailableError, {}],
    ['truncated JSON', json('{"ok":tr'), SlackUnavailableError, {}],
    ['an empty body', json(''), SlackUnavailableError, {}],
    ['null', json('null'), SlackUnavailableError, {}],
    ['a list', json('[]'), SlackUnavailableError, {}],
    ['an answer of another shape', json({ ok: true, team: 7 }), SlackUnavailableError, {}],
    ['a reset connection', reset, SlackUnavailableError, {}],
    ['no answer in time', silence, SlackUnavailableError, {}],
    ['a body that stalls', stalledBody, SlackUnavailableError, {}],
    ['a redirect', redirect, SlackUnavailableError, {}],
    ['internal_error', json({ ok: false, error: 'internal_error' }), SlackUnavailableError, {}],
    ...['token_revoked', 'account_inactive', 'invalid_auth', 'token_expired'].map(
      (error): [string, Answer, typeof TokenRevokedError, Record<string, unknown>] => [
        error,
        json({ ok: false, error }),
        TokenRevokedError,
        { code: 'token_revoked' },
      ],
    ),
    ['missing_scope', json({ ok: false, error: 'missing_scope', needed: 'team:read' }), SlackRefusedError, { reason: 'missing_scope' }],
    ['404', json('not here', 404), SlackRefusedError, { reason: 'http_404' }],
  ])('%s', async (_name, answer, type, fields) => {
    await using slack = await localSlack(answer)
    const error: unknown = await gateway(slack.apiUrl, { timeoutMs: 200 })
      .teamInfo()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(type)
    expect(error).toMatchObject(fields)
    expect(String(error)).not.toContain(token)
  })

  test('a server that is not there', async () => {
    const slack = await localSlack(json({}))
    await slack[Symbol.asyncDispose]()
    await expect(gateway(slack.apiUrl).authTest()).rejects.toThrow(SlackUnavailableError)
  })
})

describe('what is asked and what is read', () => {
  const form = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body))

  test('auth.test names the bot and its granted scopes', async () => {
    const answer = { ok: true, url: 'https://acme.slack.com/', team: 'Acme', team_id: 'T0001AAA', user_id: 'UBOT', bot_id: 'BBOT' }
    await using slack = await localSlack(json(answer, 200, { 'x-oauth-scopes': 'chat:write, commands' }))
    expect(await gateway(slack.apiUrl).authTest()).toEqual({
      teamId: 'T0001AAA',
      teamName: 'Acme',
      teamUrl: 'https://acme.slack.com/',
      enterpriseId: null,
      botUserId: 'UBOT',
      botId: 'BBOT',
      appId: null,
      scopes: ['chat:write', 'commands'],
    })
  })

  test('private channels are asked for, and left out when the scope was declined', async () => {
    await using slack = await localSlack((request, response) => {
      const isFirst = slack.seen.length === 1
      const page = {
        ok: true,
        channels: [
          { id: 'C1', name: 'a', is_member: true, num_members: 3 },
          { id: 'D1', is_im: true },
        ],
        response_metadata: { next_cursor: 'n' },
      }
      json(isFirst ? { ok: false, error: 'missing_scope' } : page)(request, response)
    })
    const one = gateway(slack.apiUrl)
    expect(await one.channels()).toMatchObject({
      channels: [{ channelId: 'C1', isPrivate: false, botIsMember: true, memberCount: 3 }],
      nextCursor: 'n',
    })
    await one.channels('n')
    expect(slack.seen.map(({ body }) => form(body).types)).toEqual(['public_channel,private_channel', 'public_channel', 'public_channel'])
  })

  test('user groups come with all their people; one that cannot be read keeps no other from being read', async () => {
    const sales = { id: 'S1', name: 'Sales', handle: 'sales', users: ['U1', 'U2'], date_delete: 0 }
    await using slack = await localSlack(
      json({ ok: true, usergroups: [sales, { id: 'S2', name: 'Odd', users: ['?'] }, { id: 'S3', name: 'Empty' }] }),
    )
    expect(await gateway(slack.apiUrl).userGroups()).toEqual([
      { groupId: 'S1', name: 'Sales', handle: 'sales', userIds: ['U1', 'U2'] },
      { groupId: 'S3', name: 'Empty', handle: '', userIds: [] },
    ])
    expect(new URLSearchParams(slack.seen[0]?.body).get('include_users')).toBe('true')
  })

  test('a history page passes its window on, hands messages over unread and names the threads, those of deleted roots too', async () => {
    const root = { type: 'message', subtype: 'tombstone', ts, text: 'x', reply_count: 3 }
    const messages = [root, { type: 'message', ts, text: 'x' }]
    await using slack = await localSlack(
      json({ ok: true, messages, has_more: true, is_limited: true, response_metadata: { next_cursor: '' } }),
    )
    const page = await gateway(slack.apiUrl).history({ channelId: channel, latest: ts, limit: 200 })
    expect(page).toEqual({
      messages,
      threads: [{ ts, replyCount: 3, latestReplyTs: null }],
      nextCursor: null,
      hasMore: true,
      isLimited: true,
    })
    expect(form(slack.seen[0]?.body)).toEqual({ channel: 'C1', latest: ts, limit: '200' })
    await gateway(slack.apiUrl).replies({ channelId: channel, threadTs: ts, cursor: 'c', limit: 15 })
    expect(slack.seen[1]).toMatchObject({ path: '/api/conversations.replies', body: `channel=C1&ts=${ts}&cursor=c&limit=15` })
  })

  test('posts never unfold links', async () => {
    await using slack = await localSlack(json({ ok: true, channel: 'D9', ts }))
    const sent = await gateway(slack.apiUrl).postMessage({ channelId: userId('U1'), threadTs: ts, text: 'hi' })
    expect(sent).toEqual({ channelId: 'D9', ts })
    expect(form(slack.seen[0]?.body)).toEqual({ channel: 'U1', thread_ts: ts, text: 'hi', unfurl_links: 'false', unfurl_media: 'false' })
  })

  test('members, users, permalinks, updates, ephemerals and direct channels', async () => {
    const everything = {
      ok: true,
      members: [{ id: 'U1', name: 'ann' }],
      permalink: 'https://a.slack.com/x',
      channel: { id: 'D1' },
      message_ts: ts,
    }
    await using slack = await localSlack(json(everything))
    const one = gateway(slack.apiUrl)
    expect((await one.users()).users).toMatchObject([{ userId: 'U1', username: 'ann' }])
    expect(await one.openDm(userId('U1'))).toBe('D1')
    await one.updateMessage({ channelId: channel, ts, text: 'new' })
    await one.postEphemeral({ channelId: channel, userId: userId('U1'), text: 'psst' })
    expect(slack.seen.map(({ path }) => path)).toEqual([
      '/api/users.list',
      '/api/conversations.open',
      '/api/chat.update',
      '/api/chat.postEphemeral',
    ])
    await using links = await localSlack(json({ ok: true, channel: 'C1', permalink: 'https://a.slack.com/archives/C1/p1' }))
    expect(await gateway(links.apiUrl).permalink(channel, ts)).toBe('https://a.slack.com/archives/C1/p1')
  })
})
