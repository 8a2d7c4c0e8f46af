import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { ROOT, smallWorld } from './small-world.ts'

test('post, reply, edit, react and delete change the world as the acting person', async () => {
  await using world = await smallWorld()
  const { slack, open, act } = world
  expect(await act('post', { text: 'hello @bo & all' })).toMatchObject({ status: 200, ok: true })
  const posted = slack.world.history('C1').at(-1)
  const ts = posted?.ts ?? ''
  expect(posted).toMatchObject({ user: 'U1', text: 'hello <@U2> &amp; all' })
  await act('post', { as: 'U2', text: 'a reply', thread: ts })
  expect(slack.world.thread('C1', ts).at(-1)).toMatchObject({ user: 'U2', text: 'a reply' })
  await act('edit', { ts, text: 'hello again' })
  await act('react', { as: 'U2', ts, name: 'eyes' })
  const { text } = await open(`/acme/archives/C1?as=U1&thread_ts=${ts}`)
  expect(text).toContain('(edited)')
  expect(text).toContain(`data-testid="reaction-${ts}-eyes"`)
  expect(text).toContain('a reply')
  await act('unreact', { as: 'U2', ts, name: 'eyes' })
  expect(slack.world.message('C1', ts)?.reactions).toEqual([])
  await act('delete', { ts })
  expect((await open('/acme/archives/C1?as=U1')).text).toContain('This message was deleted.')
})

test('what Slack refuses comes back in plain words and changes nothing', async () => {
  await using world = await smallWorld()
  const { slack, act } = world
  expect(await act('edit', { as: 'U2', ts: ROOT, text: 'changed' })).toMatchObject({
    ok: false,
    message: 'You can only edit your own messages.',
  })
  expect(await act('post', { as: 'U2', channel: 'C2', text: 'let me in' })).toMatchObject({ ok: false })
  expect(slack.world.message('C1', ROOT)?.text).toContain('Friday')
  expect(slack.world.history('C2')).toHaveLength(1)
})

test('a command that no app has is refused as in Slack', async () => {
  await using world = await smallWorld()
  const { open, act } = world
  expect(await act('slash', { text: '/nothing at all' })).toMatchObject({ status: 200, ok: false })
  const line = /<li[^>]*data-testid="ephemeral"[\s\S]*?<\/li>/.exec((await open('/acme?as=U1')).text)?.[0]
  expect(line).toContain('is not a valid command.')
  expect(line).toContain('Only visible to you')
  expect((await open('/acme?as=U2')).text).not.toContain('is not a valid command.')
})

test('a command of an app answers privately, and its buttons can be pressed', async () => {
  await using world = await smallWorld()
  const { slack, open, act } = world
  const heard: URLSearchParams[] = []
  const server = Fastify()
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_request: unknown, body: string) =>
    heard.push(new URLSearchParams(body)),
  )
  const button = { type: 'button', action_id: 'more', value: 'q1', text: { type: 'plain_text', text: 'More' } }
  server.post('/commands', async () => ({ response_type: 'ephemeral', text: 'x', blocks: [{ type: 'actions', elements: [button] }] }))
  server.post('/interactions', async () => '')
  const base = await server.listen({ port: 0, host: '127.0.0.1' })
  try {
    slack.updateApp('A1', { commandsUrl: `${base}/commands`, interactionsUrl: `${base}/interactions` })
    slack.installDirectly('A1', 'T1', 'U1')
    expect(await (await fetch(`${slack.url}/acme/_names?as=U1`)).text()).toContain('"/ask"')
    expect(await act('slash', { text: '/ask when?' })).toMatchObject({ ok: true, message: '' })
    expect(heard[0]?.get('text')).toBe('when?')
    const ephemeral = slack.as('T1', 'U1').ephemerals('C1').at(-1)
    expect((await open('/acme?as=U1')).text).toContain('data-testid="press-more" data-press="more" data-value="q1">More</button>')
    expect(await act('press', { ts: ephemeral?.ts ?? '', actionId: 'more', value: 'q1' })).toMatchObject({ ok: true })
    expect(JSON.parse(heard[1]?.get('payload') ?? '{}')).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1' },
      actions: [{ action_id: 'more', value: 'q1' }],
    })
    slack.updateApp('A1', { commandsUrl: 'http://127.0.0.1:9/commands' })
    expect(await act('slash', { text: '/ask again' })).toMatchObject({ ok: false })
    expect((await open('/acme?as=U1')).text).toContain('/ask failed with the error')
  } finally {
    await server.close()
  }
})

test('an app is invited, and a person leaves, by the commands that Slack has', async () => {
  await using world = await smallWorld()
  const { slack, open, act } = world
  slack.installDirectly('A1', 'T1', 'U1')
  expect(await act('slash', { channel: 'C2', text: '/invite @backscroll' })).toMatchObject({ ok: true })
  expect(slack.world.channel('C2')?.members).toHaveLength(2)
  expect(await act('slash', { channel: 'C2', text: '/invite @nobody' })).toMatchObject({
    ok: false,
    message: 'There is nobody called @nobody here.',
  })
  expect(await act('slash', { channel: 'C2', text: '/leave' })).toMatchObject({ ok: true })
  expect((await open('/acme/archives/C2?as=U1')).status).toBe(404)
})

test('a page of another site can do nothing', async () => {
  await using world = await smallWorld()
  const { slack, act } = world
  const foreign: Record<string, string>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) expect(await act('post', { text: 'forged' }, headers)).toMatchObject({ status: 403, ok: false })
  expect(
    (await fetch(`${slack.url}/acme/_do/post`, { method: 'POST', body: JSON.stringify({ as: 'U1', channel: 'C1', text: 'forged' }) }))
      .status,
  ).toBe(415)
  expect(await act('post', { text: 'mine' }, { origin: slack.url, 'sec-fetch-site': 'same-origin' })).toMatchObject({
    status: 200,
    ok: true,
  })
  expect(JSON.stringify(slack.world.history('C1'))).not.toContain('forged')
})

test('a change reaches an open page', async () => {
  await using world = await smallWorld()
  const { slack } = world
  const stopping = new AbortController()
  const stream = await fetch(`${slack.url}/acme/_stream?as=U2`, { signal: stopping.signal })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  slack.as('T1', 'U1').post('C1', 'news')
  expect((await reader?.read())?.value).toContain('event: change')
  stopping.abort()
})
