import { existsSync, readFileSync } from 'node:fs'
import { startFakeSlack } from '@backscroll/fake-slack'
import { expect, test } from 'vitest'
import { z } from 'zod/v4'
import { loadDemoWorld } from './load-world.ts'

const NOW = Date.parse('2026-11-20T15:30:00Z')
const DAY = 86_400
const world = loadDemoWorld(NOW)
const [company, tenant] = world.workspaces
if (!company || !tenant) throw new Error('The world has two workspaces.')
const written = company.channels.filter(({ name }) => name !== 'ubuntu-help')
const community = company.channels.filter(({ name }) => name === 'ubuntu-help')
const messagesOf = (channels: typeof written) => channels.flatMap(({ messages }) => messages ?? [])
const allTexts = (channels: typeof written) => channels.map((channel) => JSON.stringify(channel)).join('\n')

test('the company has the channels, people and messages that were promised', () => {
  expect(written.length).toBeGreaterThanOrEqual(14)
  expect(written.filter(({ isPrivate }) => isPrivate).length).toBeGreaterThanOrEqual(2)
  const staff = company.users.filter(({ title }) => !title?.startsWith('Community'))
  expect(staff.length).toBeGreaterThanOrEqual(22)
  expect(staff.filter(({ isOwner }) => isOwner)).toHaveLength(1)
  expect(staff.filter(({ isAdmin, isOwner }) => isAdmin && !isOwner)).toHaveLength(2)
  for (const flag of ['isGuest', 'deleted', 'isBot'] as const) expect(staff.filter((user) => user[flag])).toHaveLength(1)
  expect(new Set(staff.map(({ tz }) => tz)).size).toBeGreaterThan(8)
  const messages = messagesOf(written)
  expect(messages.length).toBeGreaterThanOrEqual(480)
  expect(new Set(messages.flatMap(({ threadTs }) => threadTs ?? [])).size).toBeGreaterThanOrEqual(70)
  expect(messages.filter(({ editedTs }) => editedTs).length).toBeGreaterThanOrEqual(12)
})

test('every shape of message that Slack knows from daily life occurs', () => {
  const messages = messagesOf(written)
  const subtypes = new Set(messages.map(({ subtype }) => subtype))
  for (const subtype of ['tombstone', 'thread_broadcast', 'bot_message', 'me_message', 'file_share', 'channel_join', 'channel_topic']) {
    expect(subtypes).toContain(subtype)
  }
  expect(messages.some(({ attachments }) => attachments)).toBe(true)
  expect(messages.some(({ blocks }) => blocks)).toBe(true)
  expect(world.removed.length).toBeGreaterThanOrEqual(2)
  for (const { channelId, message } of world.removed) {
    const channel = company.channels.find(({ id }) => id === channelId)
    expect(channel?.messages?.map(({ ts }) => ts)).not.toContain(message.ts)
  }
})

test('the second tenant is small and has a phrase of its own', () => {
  expect([tenant.channels.length, tenant.users.length]).toEqual([4, 8])
  expect(messagesOf(tenant.channels).length).toBeGreaterThanOrEqual(55)
  expect(world.canary.workspaceId).toBe(tenant.id)
  expect(allTexts(tenant.channels).split(world.canary.phrase)).toHaveLength(2)
  for (const word of world.canary.phrase.split(' ').slice(0, 2)) expect(allTexts(company.channels).toLowerCase()).not.toContain(word)
})

test('the community channel holds more than 5,000 real messages with their attribution', () => {
  const [channel] = community
  expect(channel?.messages).toHaveLength(6962)
  expect(channel?.members.length).toBeGreaterThan(900)
  expect(channel?.topic).toMatch(/CC-BY-4\.0.*Kummerfeld/)
  expect(channel?.topic?.length).toBeLessThanOrEqual(250)
  const attribution = readFileSync(new URL('../../world/ATTRIBUTION.md', import.meta.url), 'utf8')
  for (const part of ['https://creativecommons.org/licenses/by/4.0/', '10.18653/v1/P19-1374', 'Changes made', 'Lasecki']) {
    expect(attribution).toContain(part)
  }
  const packed = new URL('../../world/community/ubuntu-help.jsonl.gz', import.meta.url)
  expect(existsSync(packed)).toBe(true)
  expect(readFileSync(packed).length).toBeLessThan(500_000)
})

test('ids are unique over both workspaces', () => {
  const ids = world.workspaces.flatMap(({ id, users, channels }) => [
    id,
    ...users.map((user) => user.id),
    ...channels.map((channel) => channel.id),
  ])
  expect(new Set(ids).size).toBe(ids.length)
  const names = company.users.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('people and channels that a message names exist, and authors are members', () => {
  for (const { users, channels } of world.workspaces) {
    const userIds = new Set(users.map(({ id }) => id))
    const links = new Set(channels.map(({ id, name }) => `<#${id}|${name}>`))
    for (const { members, creator, messages = [] } of channels) {
      const known = new Set([...members, 'USLACKBOT'])
      expect(members.filter((id) => !userIds.has(id))).toEqual([])
      expect(known).toContain(creator)
      const active = messages.flatMap(({ user, reactions = [] }) => [user ?? 'USLACKBOT', ...reactions.flatMap((one) => one.users)])
      expect(active.filter((id) => !known.has(id))).toEqual([])
      const tokens = messages.flatMap(({ text }) => text.match(/<[@#][^>]*>/g) ?? [])
      expect(tokens.filter((token) => !links.has(token) && !userIds.has(token.slice(2, -1)))).toEqual([])
    }
  }
})

test('a public channel never names a private one, and private words stay inside', () => {
  const canaries: Record<string, string[]> = {
    'deal-heron': ['heron', 'gantrypost', 'willemijn'],
    leadership: ['headhunter', 'retention bonus'],
  }
  for (const [name, words] of Object.entries(canaries)) {
    const inside = allTexts(company.channels.filter((channel) => channel.name === name)).toLowerCase()
    const outside = allTexts([...company.channels.filter((channel) => channel.name !== name), ...tenant.channels]).toLowerCase()
    for (const word of words) expect([inside.includes(word), outside.includes(word)]).toEqual([true, false])
  }
})

test('there are no emoji characters and no half-written tokens', () => {
  const texts = messagesOf([...company.channels, ...tenant.channels]).map(({ text }) => text)
  expect(texts.filter((text) => /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(text))).toEqual([])
  const bare = messagesOf([...written, ...tenant.channels]).map(({ text }) => text)
  expect(bare.filter((text) => /\{\{|\}\}/.test(text))).toEqual([])
  expect(texts.filter((text) => /[<>]|&(?!amp;|lt;|gt;)/.test(text.replaceAll(/<[^<>\n]+>/g, '')))).toEqual([])
})

const id = (letter: string) => z.string().regex(new RegExp(`^${letter}[A-Z0-9]{8,12}$`))
const ts = z.string().regex(/^\d{10}\.\d{6}$/)
const messageShape = z.strictObject({
  ts,
  user: z.union([id('U'), z.literal('USLACKBOT')]).optional(),
  botId: id('B').optional(),
  username: z.string().optional(),
  text: z.string().max(4000),
  threadTs: ts.optional(),
  editedTs: ts.optional(),
  subtype: z.string().optional(),
  reactions: z.array(z.strictObject({ name: z.string().regex(/^[a-z0-9_]+$/), users: z.array(id('U')).min(1) })).optional(),
  files: z.array(z.looseObject({ id: id('F'), name: z.string(), title: z.string() })).optional(),
  attachments: z.array(z.looseObject({ fallback: z.string() })).optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
})

test('every message has the shape of a seed', () => {
  for (const { id: workspaceId, channels } of world.workspaces) {
    expect(id('T').safeParse(workspaceId).success).toBe(true)
    for (const channel of channels) {
      const read = z.array(messageShape).safeParse(channel.messages)
      expect(read.error?.issues.slice(0, 3)).toBeUndefined()
    }
  }
})

test.each([0, 1, 2, 3, 4, 5, 6, 41, 101])('times are unique, in order and within the last 90 days (%i days later)', (later) => {
  const now = NOW + later * DAY * 1000
  const startOfDay = Math.floor(now / 1000 / DAY) * DAY
  for (const { messages = [] } of loadDemoWorld(now).workspaces.flatMap(({ channels }) => channels)) {
    const times = messages.map((message) => message.ts)
    expect(new Set(times).size).toBe(times.length)
    expect(times).toEqual(times.toSorted())
    expect(Number(times[0])).toBeGreaterThan(startOfDay - 90 * DAY)
    expect(Number(times.at(-1))).toBeLessThan(startOfDay)
    const roots = new Set(messages.flatMap((message) => (message.threadTs === undefined ? [message.ts] : [])))
    const lost = messages.filter(
      (message) => message.threadTs !== undefined && !(roots.has(message.threadTs) && message.threadTs < message.ts),
    )
    expect(lost).toEqual([])
  }
})

test('the same day gives the same world', () => {
  expect(loadDemoWorld(NOW + 8 * 3_600_000)).toEqual(world)
})

test('the stand-in Slack takes the whole world', async () => {
  const slack = await startFakeSlack({ workspaces: world.workspaces })
  try {
    for (const { id: workspaceId, channels } of world.workspaces) {
      expect(
        slack.world
          .channels(workspaceId)
          .map((channel) => channel.id)
          .toSorted(),
      ).toEqual(channels.map((channel) => channel.id).toSorted())
    }
  } finally {
    await slack.close()
  }
})
