import type { Settings, WhyAnswer } from '@backscroll/contracts'
import { teamId } from '@backscroll/core'
import { auditOf } from '@backscroll/db'
import { expect, test } from 'vitest'
import { aWorld, type LivedInWorld } from './world/a-world.ts'
import { inProcessVerb } from './world/in-process-verb.ts'
import { signedInAs } from './world/signed-in.ts'
import { ACME } from './world/small-company.ts'

const verb = (world: LivedInWorld, ...args: string[]) => inProcessVerb(world.env.DATABASE_URL ?? '', ...args)
const set = async (world: LivedInWorld, ...changes: string[]): Promise<void> => {
  expect(await verb(world, 'settings', 'set', '--team', ACME, ...changes, '--json')).toMatchObject({ code: 0 })
  await world.settled()
}

/** A channel of Ada's that the app is invited to, with one message. */
async function channelOf(world: LivedInWorld, name: string, more: { private?: boolean } = {}): Promise<string> {
  const ada = world.as('U0ADA')
  const { id } = ada.createChannel(name, more)
  ada.post(id, `The rocket is called Heron in ${name}.`)
  ada.invite(id, world.botUser())
  await world.settled()
  return id
}

const policies = async (world: LivedInWorld): Promise<Record<string, string>> => {
  const { json } = await verb(world, 'channels', 'list', '--team', ACME, '--json')
  const { channels } = json as { channels: { name: string; policy: string }[] }
  return Object.fromEntries(channels.map(({ name, policy }) => [name, policy]))
}

const readIn = async (world: LivedInWorld): Promise<Set<string>> =>
  new Set([...(await world.stored()).values()].map(({ channelId }) => channelId))

const decisions = async (world: LivedInWorld) =>
  (await world.db.withTenant(teamId(ACME), (tx) => auditOf(tx).recent(100)))
    .filter(({ actor }) => actor === 'channel_policy')
    .map(({ action, target, diff }) => ({ action, target, diff }))

test('a policy decides over pending public channels at once and over new ones later, and over nothing else', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: '' } })
  const secret = await channelOf(world, 'launch-room', { private: true })
  await verb(world, 'channels', 'exclude', '--team', ACME, 'help')
  await world.settled()
  expect(await readIn(world)).toEqual(new Set())
  expect(await policies(world)).toEqual({ general: 'pending', deal: 'pending', help: 'excluded', 'launch-room': 'pending' })

  await set(world, 'channel_policy=all_public')
  expect(await policies(world)).toEqual({ general: 'allowed', deal: 'pending', help: 'excluded', 'launch-room': 'pending' })
  expect(await readIn(world)).toEqual(new Set(['C0GENERAL']))
  expect(await decisions(world)).toEqual([{ action: 'channels.allowed', target: 'team', diff: { channels: 1 } }])

  const rockets = await channelOf(world, 'rockets')
  expect(await readIn(world)).toEqual(new Set(['C0GENERAL', rockets]))
  expect(await decisions(world)).toContainEqual({ action: 'channel.allowed', target: rockets, diff: null })
  expect(await readIn(world)).not.toContain(secret)

  // it takes nothing away, and waits again
  await set(world, 'channel_policy=opt_in')
  await channelOf(world, 'later')
  expect(await policies(world)).toMatchObject({ general: 'allowed', rockets: 'allowed', later: 'pending' })
})

test('by name only what fits is read, also after a rename', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: 'help' } })
  const secret = await channelOf(world, 'eng-secret')
  const api = await channelOf(world, 'eng-api')
  const lunch = await channelOf(world, 'lunch')
  await set(world, 'channel_policy=name_rules', 'channel_name_rules=#ENG-*,!eng-secret')
  expect((await verb(world, 'settings', 'get', '--team', ACME, 'channel_name_rules')).stdout.trim()).toBe('eng-*,!eng-secret')
  // the operator's own list goes on beside it
  expect(await readIn(world)).toEqual(new Set(['C0HELP', api]))
  world.as('U0ADA').rename(lunch, 'eng-lunch')
  await world.settled()
  expect(await readIn(world)).toEqual(new Set(['C0HELP', api, lunch]))
  await set(world, 'channel_name_rules=eng-*')
  expect(await readIn(world)).toEqual(new Set(['C0HELP', api, lunch, secret]))
  const refused = await verb(world, 'settings', 'set', '--team', ACME, 'channel_name_rules=a b')
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('channel_name_rules may hold 50 patterns') })
})

/** A public channel that the app is not in. */
function publicChannel(world: LivedInWorld, name: string): string {
  const { id } = world.as('U0ADA').createChannel(name)
  world.as('U0ADA').post(id, `The rocket is called Heron in ${name}.`)
  return id
}

const joins = (world: LivedInWorld) => world.slack.requests().filter(({ method }) => method === 'conversations.join')

test('the app joins the public channels that are allowed, and none that it was taken out of', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: '' } })
  const [first, excluded, archived] = ['first', 'excluded', 'archived'].map((name) => publicChannel(world, name))
  if (!first || !excluded || !archived) throw new Error('no channel')
  world.as('U0ADA').archive(archived)
  await world.settled()
  await verb(world, 'channels', 'exclude', '--team', ACME, excluded)
  await set(world, 'channel_policy=all_public')
  expect(joins(world)).toEqual([])
  expect(await readIn(world)).toEqual(new Set(['C0GENERAL', 'C0HELP']))
  const ada = await signedInAs(world, 'U0ADA')
  const why = async (name: string) => (await ada.call<WhyAnswer>(`/v1/channels/why?channel=${name}`)).body.sentence
  expect(await why('first')).toContain('It is allowed once the app is in it')

  await set(world, 'auto_join=on')
  expect(await readIn(world)).toEqual(new Set(['C0GENERAL', 'C0HELP', first]))
  const later = publicChannel(world, 'later')
  await world.settled()
  expect(await readIn(world)).toContain(later)
  expect(joins(world).map(({ args }) => args.channel)).toEqual([first, later])
  const audit = await world.db.withTenant(teamId(ACME), (tx) => auditOf(tx).recent(100))
  expect(audit.filter(({ action }) => action === 'channel.join').map(({ actor, target }) => [actor, target])).toEqual([
    ['auto_join', later],
    ['auto_join', first],
  ])

  // whoever takes it out means it
  world.as('U0ADA').kick(first, world.botUser())
  await world.settled()
  await verb(world, 'backfill', 'sync', '--team', ACME)
  await world.settled()
  expect(joins(world)).toHaveLength(2)
  expect(await why('first')).toContain('Somebody took the app out')

  // without the scope it says so and asks Slack nothing
  await world.admin`update installations set scopes = array_remove(scopes, 'channels:join')`
  const alone = publicChannel(world, 'alone')
  await world.settled()
  expect(await readIn(world)).not.toContain(alone)
  expect(joins(world)).toHaveLength(2)
  expect(await why('alone')).toContain('the scope channels:join was not granted')
  const { notes } = (await ada.call<Settings>('/v1/settings')).body
  expect(notes).toContainEqual({ setting: 'auto_join', sentence: expect.stringContaining('the scope channels:join') })
})

test('what Slack refuses is left alone, what it limits is waited for, and every other channel is joined', async () => {
  await using world = await aWorld({ env: { ALLOW_CHANNELS: '' } })
  const ids = ['one', 'two', 'three', 'four'].map((name) => publicChannel(world, name))
  await world.settled()
  world.slack.faults.add({ method: 'conversations.join', nth: 1, times: 1, kind: 'refuse', error: 'restricted_action' })
  world.slack.faults.add({ method: 'conversations.join', nth: 3, times: 1, kind: '429' })
  await set(world, 'channel_policy=all_public', 'auto_join=on')
  const read = await readIn(world)
  expect(ids.filter((id) => read.has(id))).toHaveLength(3)
  const tried = joins(world).map(({ args }) => args.channel)
  expect(tried).toHaveLength(5)
  const [refused] = tried
  expect(read.has(String(refused))).toBe(false)
  // wanted anew, it is tried anew
  await set(world, 'auto_join=off')
  await set(world, 'auto_join=on')
  expect(ids.every((id) => joins(world).some(({ args }) => args.channel === id))).toBe(true)
  expect((await readIn(world)).has(String(refused))).toBe(true)
})
