import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { aWorld } from './world/a-world.ts'
import { commandForm, knock } from './world/door.ts'
import { opensIn } from './world/opens-in.ts'
import { minutesAgo, smallCompany } from './world/small-company.ts'

/** The small company, in which Bob says one thing more. */
const whereBobSays = (text: string) => {
  const workspaces = smallCompany()
  workspaces[0]?.channels[0]?.messages?.push({ ts: minutesAgo(50), user: 'U0BOB', text })
  return workspaces
}

describe('what is shown can do no harm', () => {
  const nasty = '<!channel> <!here|here> <@U0EVE> *bold* _it_ ~no~ `code` ```fence <http://evil.example|click> & < >'

  test('a question cannot ping, link or break out', async () => {
    await using world = await aWorld()
    const answer = await world.ask('U0ADA', `lantern ${nasty} when do we ship the billing rewrite?`)
    const shown = JSON.stringify(world.as('U0ADA').ephemerals('C0GENERAL').slice(-2))
    for (const text of [answer.text, shown]) expect(text).not.toMatch(/<!(channel|here|everyone)|<@U0EVE|<http:\/\/evil/)
  })

  test('a message that is quoted cannot ping, link or swallow the link to itself', async () => {
    await using world = await aWorld({ workspaces: whereBobSays(`The lantern rollout begins in May ${nasty}`) })
    const answer = await world.ask('U0ADA', 'when does the lantern rollout begin?')
    expect(answer.kind).toBe('answered')
    expect(answer.text).toContain('lantern rollout begins in May')
    expect(answer.text).not.toMatch(/<!(channel|here|everyone)|<@U0EVE|<http:\/\/evil/)
    for (const link of answer.links) expect(await opensIn(world.slack, link, 'U0ADA')).toBe(true)
  })

  test('an answer is never sent to a host that is not Slack', async () => {
    await using world = await aWorld()
    const visited: string[] = []
    const spy = createServer((request, response) => {
      visited.push(request.url ?? '')
      response.end('ok')
    })
    await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve))
    const address = spy.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const body = commandForm({
      userId: 'U0ADA',
      channelId: 'C0GENERAL',
      text: 'when does the merger close?',
      responseUrl: `http://127.0.0.1:${port}/steal`,
    })
    expect((await knock(world, '/slack/commands', { body })).status).toBe(200)
    await world.quiet()
    await new Promise((resolve) => spy.close(resolve))
    expect(visited).toEqual([])
  })
})

test('no log line, however detailed, holds a message, a question, an answer or a token', async () => {
  const lines: string[] = []
  await using world = await aWorld({
    workspaces: whereBobSays('The canarymessage rollout begins in canarymay'),
    logTo: (line) => lines.push(line),
  })
  world.as('U0BOB').post('C0GENERAL', 'The canaryevent is over')
  await world.settled()
  expect((await world.ask('U0ADA', 'when does the canarymessage rollout begin, canaryquestion?')).kind).toBe('answered')
  await world.mention('U0ADA', 'C0GENERAL', 'what about the canaryevent, canarymention?')
  await world.tell('U0ADA', 'and the canarymessage, canarydm?')
  world.slack.faults.add({ method: 'chat.postMessage', kind: 'http500' })
  await world.mention('U0ADA', 'C0GENERAL', 'what about the canaryevent, canaryfault?')
  const broken = JSON.stringify({ type: 'event_callback', event: { type: 'message', text: 'canarybroken' } })
  await knock(world, '/slack/events', { body: broken })
  await world.restart()
  const all = lines.join('\n')
  expect(lines.length).toBeGreaterThan(10)
  expect(all).toContain('"teamId":"T0ACME"')
  expect(all).not.toMatch(/canary|xox[a-z]-|signing-secret|client-secret/)
})
