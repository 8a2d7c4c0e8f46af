import { seenChannel } from '../deeds/access.ts'
import { addMember, removeMember } from '../deeds/membership.ts'
import { openConversation } from '../deeds/open-conversation.ts'
import { SlackRefusal } from '../refusal.ts'
import { type Stage, userOf } from '../stage.ts'
import { wireChannel } from '../wire/channel.ts'
import type { ChannelRecord } from '../world/state.ts'
import { typesOf } from './conversation-types.ts'
import { type Call, type Methods, TIER } from './method.ts'
import { pageOf } from './page.ts'
import { needScope, needScopeFor } from './scopes.ts'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']

/** The channel of a call that its bot may see. */
export function channelOfCall(stage: Stage, { args, caller }: Call): ChannelRecord {
  return seenChannel(stage, args.needed('channel'), caller.bot.id)
}

function teamChannels(stage: Stage, call: Call): ChannelRecord[] {
  const isWanted = typesOf(call.args, call.caller)
  const withArchived = !call.args.flag('exclude_archived')
  const all = stage.state.channelsByTeam.get(call.caller.installation.teamId) ?? []
  return all.filter((record) => isWanted(record) && (withArchived || !record.channel.isArchived))
}

function channelPage(stage: Stage, call: Call, records: readonly ChannelRecord[]): Record<string, unknown> {
  const page = pageOf(call.args, records, { kind: 'channel', keyOf: (record) => record.channel.id, fallback: 100 })
  const channels = page.items.map((record) => {
    const wire = wireChannel(stage, record, call.caller.bot.id)
    return record.channel.kind === 'im' ? wire : { ...wire, num_members: record.members.size }
  })
  return { channels, response_metadata: page.response_metadata }
}

function isVisible(record: ChannelRecord, botId: string): boolean {
  return record.members.has(botId) || (!record.channel.isPrivate && record.channel.kind === 'channel')
}

function open(stage: Stage, call: Call): Record<string, unknown> {
  const { args, caller } = call
  const channelId = args.text('channel')
  if (channelId) return { channel: { id: seenChannel(stage, channelId, caller.bot.id).channel.id } }
  const people = (args.text('users') ?? '').split(',').filter((one) => one !== '')
  if (people.length === 0) throw new SlackRefusal('users_list_not_supplied')
  needScope(caller, [people.length > 1 ? 'mpim:write' : 'im:write'])
  for (const person of people) {
    const user = stage.state.users.get(person)
    if (user?.teamId !== caller.installation.teamId) throw new SlackRefusal('user_not_found')
    if (user.deleted) throw new SlackRefusal('user_disabled')
  }
  const { record, isNew } = openConversation(stage, caller.installation.teamId, [caller.bot.id, ...people])
  const { is_user_deleted: _deleted, ...whole } = wireChannel(stage, record, caller.bot.id)
  const channel = args.flag('return_im') ? whole : { id: record.channel.id }
  return isNew ? { channel } : { no_op: true, already_open: true, channel }
}

function join(stage: Stage, call: Call): Record<string, unknown> {
  const record = channelOfCall(stage, call)
  const { bot } = call.caller
  if (record.channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type')
  if (record.channel.isArchived) throw new SlackRefusal('is_archived')
  const channel = () => wireChannel(stage, record, bot.id)
  if (record.members.has(bot.id)) {
    return { channel: channel(), warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
  }
  addMember(stage, record, bot.id)
  return { channel: channel() }
}

/** conversations.list, info, members, join, leave, open, and users.conversations. */
export const conversationMethods: Methods = {
  'conversations.list': {
    perMinute: TIER.two,
    scopes: READ,
    run: (stage, call) =>
      channelPage(
        stage,
        call,
        teamChannels(stage, call).filter((record) => isVisible(record, call.caller.bot.id)),
      ),
  },
  'users.conversations': {
    perMinute: TIER.two,
    scopes: READ,
    run(stage, call) {
      const { bot, installation } = call.caller
      const userId = call.args.text('user') ?? bot.id
      if (stage.state.users.get(userId)?.teamId !== installation.teamId) throw new SlackRefusal('user_not_found')
      const records = teamChannels(stage, call).filter((record) => record.members.has(userId) && isVisible(record, bot.id))
      const { channels, ...rest } = channelPage(stage, call, records) as { channels: Record<string, unknown>[] }
      return { channels: channels.map(({ is_member: _isMember, num_members: _count, ...channel }) => channel), ...rest }
    },
  },
  'conversations.info': {
    perMinute: TIER.three,
    scopes: READ,
    run(stage, call) {
      const record = channelOfCall(stage, call)
      needScopeFor(call.caller, record, 'read')
      const channel = wireChannel(stage, record, call.caller.bot.id)
      return { channel: call.args.flag('include_num_members') ? { ...channel, num_members: record.members.size } : channel }
    },
  },
  'conversations.members': {
    perMinute: TIER.four,
    scopes: READ,
    run(stage, call) {
      const record = channelOfCall(stage, call)
      needScopeFor(call.caller, record, 'read')
      const page = pageOf(call.args, [...record.members], { kind: 'user', keyOf: (member) => member, fallback: 100 })
      return { members: page.items, response_metadata: page.response_metadata }
    },
  },
  'conversations.join': { perMinute: TIER.three, scopes: ['channels:join'], run: join },
  'conversations.leave': {
    perMinute: TIER.three,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    run(stage, call) {
      const record = channelOfCall(stage, call)
      const { bot } = call.caller
      if (record.channel.kind === 'im') throw new SlackRefusal('method_not_supported_for_channel_type')
      if (record.channel.isGeneral) throw new SlackRefusal('cant_leave_general')
      if (record.channel.isArchived) throw new SlackRefusal('is_archived')
      if (!record.members.has(bot.id)) return { not_in_channel: true }
      removeMember(stage, record, userOf(stage, bot.teamId, bot.id).id, bot.id)
      return {}
    },
  },
  'conversations.open': { perMinute: TIER.three, scopes: ['im:write', 'mpim:write', 'channels:manage', 'groups:write'], run: open },
}
