import { InvalidInputError, messageTs, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { type Answer, json, localSlack } from '../test/local-slack.ts'
import { respondToUrl } from './respond-to-url.ts'

const body = { text: 'here' }
const slackApi = 'https://slack.com/api/'

test.each([
  ['another host', 'https://evil.example/hook', slackApi],
  ['Slack without TLS', 'http://hooks.slack.com/commands/1', slackApi],
  ['another port', 'https://hooks.slack.com:8443/commands/1', slackApi],
  ['a look-alike', 'https://hooks.slack.com.evil.example/commands/1', slackApi],
  ['credentials in the address', 'https://user:pass@hooks.slack.com/commands/1', slackApi],
  ["Slack's own Web API", 'https://slack.com/api/chat.postMessage', slackApi],
  ['the machine itself', 'http://127.0.0.1:1/', slackApi],
  ['no address', 'nonsense', slackApi],
  ["another port than the stand-in's", 'http://127.0.0.1:2/', 'http://127.0.0.1:1/api/'],
])('nothing is sent to %s', async (_name, responseUrl, apiUrl) => {
  await expect(respondToUrl({ responseUrl, apiUrl, body, timeoutMs: 500 })).rejects.toThrow(InvalidInputError)
})

test("the stand-in's own origin is answered, only to the asker unless told otherwise", async () => {
  await using slack = await localSlack(json('ok'))
  const responseUrl = `${slack.origin}/commands/1`
  await respondToUrl({ responseUrl, apiUrl: slack.apiUrl, body, timeoutMs: 1_000 })
  await respondToUrl({
    responseUrl,
    apiUrl: slackApi,
    allowedOrigins: [slack.origin],
    body: { ...body, audience: 'channel', replaces: 'original' },
    timeoutMs: 1_000,
  })
  expect(slack.seen.map((request) => JSON.parse(request.body))).toMatchObject([
    { text: 'here', response_type: 'ephemeral', replace_original: false, unfurl_links: false },
    { response_type: 'in_channel', replace_original: true },
  ])
})

test('a message can be taken back, and one can go into a thread', async () => {
  await using slack = await localSlack(json('ok'))
  const to = { responseUrl: `${slack.origin}/commands/1`, apiUrl: slack.apiUrl, timeoutMs: 1_000 }
  await respondToUrl({ ...to, body: { deletes: 'original' } })
  await respondToUrl({ ...to, body: { ...body, threadTs: messageTs('1.000001') } })
  const [deletion, reply] = slack.seen.map((request): unknown => JSON.parse(request.body))
  expect(deletion).toEqual({ delete_original: true })
  expect(reply).toMatchObject({ text: 'here', thread_ts: '1.000001' })
})

test.each<[string, Answer, string]>([
  ['a used address', json('used_url', 404), 'expired'],
  ['an expired one', json({ ok: false, error: 'expired_url' }, 404), 'expired'],
  ['one that Slack does not know any more', json('nope', 404), 'expired'],
  ['one of a channel that is gone', json({ ok: false, error: 'channel_not_found' }, 404), 'channel_not_found'],
  ['a message that is too long', json({ ok: false, error: 'msg_too_long' }), 'msg_too_long'],
])('%s is told apart by its reason', async (_name, answer, reason) => {
  await using slack = await localSlack(answer)
  const sent = respondToUrl({ responseUrl: `${slack.origin}/r`, apiUrl: slack.apiUrl, body, timeoutMs: 300 })
  await expect(sent).rejects.toMatchObject({ code: 'slack_refused', reason })
})

test.each<[string, Answer, new (...args: never[]) => Error]>([
  ['a used address', json('used_url', 404), SlackRefusedError],
  ['an expired address as JSON', json({ ok: false, error: 'expired_url' }), SlackRefusedError],
  ['an unknown address', json('nope', 404), SlackRefusedError],
  ['429', json('', 429, { 'retry-after': '2' }), SlackRateLimitedError],
  ['500', json('', 500), SlackUnavailableError],
  [
    'a redirect to elsewhere',
    (_request, response) => void response.writeHead(302, { location: 'https://evil.example' }).end(),
    SlackUnavailableError,
  ],
  ['silence', () => undefined, SlackUnavailableError],
])('%s is named', async (_name, answer, type) => {
  await using slack = await localSlack(answer)
  await expect(respondToUrl({ responseUrl: `${slack.origin}/r`, apiUrl: slack.apiUrl, body, timeoutMs: 300 })).rejects.toThrow(type)
})
