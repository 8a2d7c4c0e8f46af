import { expect, test } from 'vitest'
import { smallWorld } from './small-world.ts'

test('what people wrote is text, never markup', async () => {
  await using world = await smallWorld()
  const { open } = world
  const { text } = await open('/acme?as=U1')
  expect(text).toContain('We ship on &lt;b&gt;Friday&lt;/b&gt;')
  const front = (await open('/')).text
  expect(front).toContain('Acme &lt;Inc&gt;')
  expect(front).toContain('<a href="http://127.0.0.1:9/" rel="noreferrer noopener">Add to Slack</a>')
})

test('a private channel is listed for its members alone', async () => {
  await using world = await smallWorld()
  const { slack, open } = world
  expect((await open('/acme?as=U1')).text).toContain('data-testid="channel-C2"')
  expect((await open('/acme?as=U2')).text).not.toMatch(/C2|merger/)
  expect(await (await fetch(`${slack.url}/acme/_names?as=U2`)).text()).not.toContain('merger')
})

test('the chosen person is remembered for the workspace', async () => {
  await using world = await smallWorld()
  const { open } = world
  const { headers } = await open('/acme?as=U2')
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await open('/acme', { headers: { cookie } })).text).toContain('data-as="U2"')
  expect((await open('/acme?as=U1', { headers: { cookie, 'x-refresh': '1' } })).headers.get('set-cookie')).toBeNull()
})

test('messages of others count as unread until the channel is opened', async () => {
  await using world = await smallWorld()
  const { slack, open } = world
  slack.as('T1', 'U1').post('C1', 'news')
  slack.as('T1', 'U2').openDm('U1')
  const elsewhere =
    slack
      .as('T1', 'U2')
      .channels()
      .find(({ kind }) => kind === 'im')?.id ?? ''
  expect((await open(`/acme/archives/${elsewhere}?as=U2`)).text).toContain('data-testid="unread-C1">1<')
  await open('/acme/archives/C1?as=U2')
  expect((await open(`/acme/archives/${elsewhere}?as=U2`)).text).not.toContain('data-testid="unread-C1"')
})

test('pages allow nothing from elsewhere', async () => {
  await using world = await smallWorld()
  const { open } = world
  const { headers, text } = await open('/acme')
  expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(text).not.toMatch(/<script(?![^>]*src="\/)|style="|onclick=|<link[^>]*href="http/)
  for (const [, path = ''] of text.matchAll(/(?:src|href)="(\/_client\/[^"]+)"/g)) expect((await open(path)).status).toBe(200)
})

test('a channel that two workspaces share is read and answered in both, by its people alone', async () => {
  await using world = await smallWorld()
  const { slack, open } = world
  expect((await open('/other/archives/C1?as=U9')).status).toBe(404)
  slack.as('T1', 'U1').share('C1', 'T2')
  slack.as('T2', 'U9').join('C1')
  slack.as('T2', 'U9').post('C1', 'hello from the other side')
  for (const path of ['/other/archives/C1?as=U9', '/acme/archives/C1?as=U1']) {
    const { text } = await open(path)
    expect(text).toContain('hello from the other side')
    expect(text).toContain('Zoe Else')
  }
  expect((await open('/other/archives/C2?as=U9')).status).toBe(404)
})
