import type { ChannelSeed, MessageSeed, UserSeed, WorkspaceSeed } from '../seeds.ts'
import { addToLog } from './channel-log.ts'
import { addChannel, addUser, type ChannelRecord, type State } from './state.ts'
import { microsOf } from './ts.ts'
import type { StoredMessage, StoredUser } from './types.ts'

/** A user as a seed describes it. */
export function storedUser(teamId: string, seed: UserSeed): StoredUser {
  return {
    id: seed.id,
    teamId,
    name: seed.name,
    realName: seed.realName,
    displayName: seed.displayName ?? '',
    title: seed.title ?? '',
    tz: seed.tz ?? 'Etc/UTC',
    email: seed.email ?? null,
    isAdmin: seed.isAdmin ?? seed.isOwner ?? false,
    isOwner: seed.isOwner ?? false,
    isGuest: seed.isGuest ?? false,
    isBot: seed.isBot ?? false,
    deleted: seed.deleted ?? false,
    botId: null,
    appId: null,
  }
}

/** A plain message with nothing but its place and time. */
export function bareMessage(channelId: string, ts: string): StoredMessage {
  return {
    channelId,
    ts,
    threadTs: null,
    user: null,
    botId: null,
    appId: null,
    username: null,
    subtype: null,
    text: '',
    blocks: null,
    attachments: [],
    files: [],
    reactions: [],
    edited: null,
    pinned: null,
    clientMsgId: null,
    metadata: null,
    details: {},
    onlyFor: null,
  }
}

/** A message as a seed describes it. */
export function storedMessage(channelId: string, seed: MessageSeed): StoredMessage {
  const user = seed.user ?? null
  return {
    ...bareMessage(channelId, seed.ts),
    threadTs: seed.threadTs && seed.threadTs !== seed.ts ? seed.threadTs : null,
    user,
    botId: seed.botId ?? null,
    username: seed.username ?? null,
    subtype: seed.subtype ?? null,
    text: seed.text,
    blocks: (seed.blocks as Record<string, unknown>[] | undefined) ?? null,
    attachments: seed.attachments ?? [],
    files: seed.files ?? [],
    reactions: (seed.reactions ?? []).map((reaction) => ({ name: reaction.name, users: [...reaction.users] })),
    edited: seed.editedTs ? { user: user ?? seed.botId ?? '', ts: seed.editedTs } : null,
  }
}

function channelRecord(state: State, teamId: string, seed: ChannelSeed, createdMs: number): ChannelRecord {
  const known = state.channels.get(seed.id)
  if (known && known.channel.teamId !== teamId) throw new Error(`Channel ${seed.id} belongs to another workspace.`)
  if (known) return known
  return addChannel(state, {
    id: seed.id,
    teamId,
    name: seed.name,
    kind: 'channel',
    isPrivate: seed.isPrivate ?? false,
    isArchived: seed.isArchived ?? false,
    isGeneral: seed.isGeneral ?? false,
    topic: seed.topic ?? '',
    purpose: seed.purpose ?? '',
    creator: seed.creator ?? seed.members[0] ?? 'USLACKBOT',
    createdMs,
    members: [...new Set(seed.members)],
    previousNames: [],
    sharedWith: (seed.sharedWith ?? []).filter((one) => one !== teamId),
  })
}

function seedChannel(state: State, teamId: string, seed: ChannelSeed, nowMs: number): void {
  const messages = [...(seed.messages ?? [])].sort((a, b) => (a.ts < b.ts ? -1 : 1))
  const firstMs = messages[0] ? Math.floor(microsOf(messages[0].ts) / 1000) : nowMs
  const record = channelRecord(state, teamId, seed, Math.min(firstMs, nowMs))
  for (const message of messages) {
    addToLog(record.log, storedMessage(seed.id, message))
    record.lastMicros = Math.max(record.lastMicros, microsOf(message.ts))
  }
  const newest = messages.at(-1)
  if (newest) for (const member of record.members) record.lastRead.set(member, newest.ts)
}

/** Whether a text can be the domain of a workspace. */
export const isDomain = (text: string): boolean => /^[a-z0-9][a-z0-9-]*$/.test(text)

/** Adds a workspace, or more users, channels and messages to one that exists. Seeded content counts as read. */
export function seedWorkspace(state: State, seed: WorkspaceSeed, nowMs: number): void {
  const sameDomain = [...state.workspaces.values()].find((workspace) => workspace.domain === seed.domain)
  if (sameDomain && sameDomain.id !== seed.id) throw new Error(`The domain ${seed.domain} belongs to another workspace.`)
  if (!isDomain(seed.domain)) throw new Error(`The domain ${seed.domain} is not one: use a-z, 0-9 and hyphens.`)
  state.workspaces.set(seed.id, {
    id: seed.id,
    domain: seed.domain,
    name: seed.name,
    plan: seed.plan ?? 'paid',
    enterpriseId: seed.enterpriseId ?? null,
    editWindowMinutes: seed.editWindowMinutes ?? null,
  })
  for (const user of seed.users) {
    const known = state.users.get(user.id)
    if (known && known.teamId !== seed.id) throw new Error(`User ${user.id} belongs to another workspace.`)
    if (!known) addUser(state, storedUser(seed.id, user))
  }
  for (const channel of seed.channels) seedChannel(state, seed.id, channel, nowMs)
}
