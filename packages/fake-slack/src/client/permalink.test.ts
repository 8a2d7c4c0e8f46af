import { expect, test } from 'vitest'
import { REPLY, SECRET, smallWorld } from './small-world.ts'

test('a member sees the very message, marked, in its channel', async () => {
  await using world = await smallWorld()
  const { open, permalink } = world
  const { status, text } = await open(`${permalink('C2', SECRET)}?as=U1`)
  expect(status).toBe(200)
  expect(text).toMatch(
    new RegExp(`data-testid="permalink-target" data-ts="${SECRET}" data-channel="C2"[^>]*><div[^>]*><div[^>]*>the deal closes on Monday`),
  )
})

test('a reply opens in its thread', async () => {
  await using world = await smallWorld()
  const { open, permalink } = world
  const { status, text } = await open(permalink('C1', REPLY))
  expect(status).toBe(200)
  expect(text.indexOf('data-testid="thread-pane"')).toBeGreaterThan(0)
  expect(text.indexOf(`data-testid="permalink-target" data-ts="${REPLY}"`)).toBeGreaterThan(text.indexOf('data-testid="thread-pane"'))
  expect(text.match(/data-testid="permalink-target"/g)).toHaveLength(1)
})

test('a stranger learns neither text nor name, and the same as for a message that never was', async () => {
  await using world = await smallWorld()
  const { open, permalink } = world
  const secret = await open(`${permalink('C2', SECRET)}?as=U2`)
  const never = await open(`/acme/archives/C2/p1795000000999999?as=U2`)
  expect(secret.status).toBe(404)
  expect(secret.text).toContain('You cannot open this')
  expect(secret.text).toContain('data-testid="user-switcher"')
  expect(secret.text).not.toMatch(/merger|deal|Monday/)
  expect(secret.text.replaceAll(SECRET.replace('.', ''), '')).toBe(never.text.replaceAll('1795000000999999', ''))
})

test('a deleted message is gone', async () => {
  await using world = await smallWorld()
  const { slack, open, permalink } = world
  const path = permalink('C2', SECRET)
  slack.as('T1', 'U1').remove('C2', SECRET)
  expect((await open(`${path}?as=U1`)).status).toBe(404)
})

test.each([
  '/acme/archives/C1/pnonsense',
  '/acme/archives/C404/p1795000000000100',
  '/other/archives/C1/p1795000000000100',
  '/acme?as=U9',
  '/nobody',
])('%s is a plain page with 404', async (path) => {
  await using world = await smallWorld()
  const { open } = world
  const { status, text } = await open(path)
  expect(status).toBe(404)
  expect(text).not.toContain('Friday')
})
