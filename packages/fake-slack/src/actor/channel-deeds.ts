import type { Actor } from '../contract.ts'
import { liveChannel, ownChannel, seenChannel } from '../deeds/access.ts'
import { openTab } from '../deeds/app-home.ts'
import {
  archiveChannel,
  makeChannelPrivate,
  makeChannelPublic,
  renameChannel,
  setChannelPurpose,
  setChannelTopic,
  unarchiveChannel,
} from '../deeds/channel-settings.ts'
import { createChannel } from '../deeds/create-channel.ts'
import { deleteChannel } from '../deeds/delete-channel.ts'
import { addMember, removeMember } from '../deeds/membership.ts'
import { openConversation } from '../deeds/open-conversation.ts'
import { shareChannel, unshareChannel } from '../deeds/share-channel.ts'
import { SlackRefusal } from '../refusal.ts'
import { type Stage, userAmong, userOf } from '../stage.ts'
import { storedFromPerson } from '../wire/compose.ts'
import { type ChannelRecord, teamsOf } from '../world/state.ts'
import type { StoredUser } from '../world/types.ts'

type ChannelDeeds = Pick<
  Actor,
  | 'createChannel'
  | 'join'
  | 'leave'
  | 'invite'
  | 'kick'
  | 'archive'
  | 'unarchive'
  | 'rename'
  | 'makePrivate'
  | 'makePublic'
  | 'deleteChannel'
  | 'setTopic'
  | 'setPurpose'
  | 'share'
  | 'unshare'
  | 'openDm'
>

function channelOnly(record: ChannelRecord): ChannelRecord {
  if (record.channel.kind !== 'channel') throw new SlackRefusal('method_not_supported_for_channel_type')
  return record
}

/** Only the creator and admins change what a channel is. */
function managed(record: ChannelRecord, person: StoredUser): ChannelRecord {
  if (record.channel.creator !== person.id && !person.isAdmin && !person.isOwner) throw new SlackRefusal('not_authorized') // unverified
  return record
}

function join(stage: Stage, channelId: string, person: StoredUser): void {
  const record = channelOnly(seenChannel(stage, channelId, person.id))
  if (record.members.has(person.id)) return
  if (record.channel.isPrivate) throw new SlackRefusal('channel_not_found')
  if (record.channel.isArchived) throw new SlackRefusal('is_archived')
  addMember(stage, record, person.id)
}

function leave(stage: Stage, channelId: string, person: StoredUser): void {
  const record = channelOnly(liveChannel(stage, channelId, person.id))
  if (record.channel.isGeneral) throw new SlackRefusal('cant_leave_general')
  removeMember(stage, record, person.id, person.id)
}

function invite(stage: Stage, channelId: string, person: StoredUser, guestId: string): void {
  const record = channelOnly(liveChannel(stage, channelId, person.id))
  const guest = userAmong(stage, teamsOf(record.channel), guestId)
  if (guest.deleted) throw new SlackRefusal('user_disabled')
  if (guestId === person.id) throw new SlackRefusal('cant_invite_self')
  if (record.members.has(guestId)) throw new SlackRefusal('already_in_channel')
  addMember(stage, record, guestId, person.id)
}

function kick(stage: Stage, channelId: string, person: StoredUser, otherId: string): void {
  const record = channelOnly(liveChannel(stage, channelId, person.id))
  if (otherId === person.id) throw new SlackRefusal('cant_kick_self')
  if (record.channel.isGeneral) throw new SlackRefusal('cant_kick_from_general')
  if (!record.members.has(otherId)) throw new SlackRefusal('not_in_channel')
  removeMember(stage, managed(record, person), otherId, person.id)
}

/** Opening the DM with an app opens its Messages tab. */
function openDm(stage: Stage, person: StoredUser, otherId: string): { id: string } {
  if (userOf(stage, person.teamId, otherId).appId) return openTab(stage, person, otherId, 'messages')
  return { id: openConversation(stage, person.teamId, [person.id, otherId]).record.channel.id }
}

/** Making, entering, leaving and changing channels. */
export function channelDeeds(stage: Stage, person: () => StoredUser): ChannelDeeds {
  const mine = (channelId: string) => channelOnly(liveChannel(stage, channelId, person().id))
  return {
    createChannel(name, options = {}) {
      const { id: creator, teamId, isGuest } = person()
      if (isGuest) throw new SlackRefusal('user_is_restricted')
      const chosen = options.id ? { id: options.id } : {}
      return { id: createChannel(stage, { teamId, name, creator, isPrivate: options.private ?? false, ...chosen }).channel.id }
    },
    join: (channelId) => join(stage, channelId, person()),
    leave: (channelId) => leave(stage, channelId, person()),
    invite: (channelId, userId) => invite(stage, channelId, person(), userId),
    kick: (channelId, userId) => kick(stage, channelId, person(), userId),
    archive: (channelId) => archiveChannel(stage, channelOnly(ownChannel(stage, channelId, person().id)), person().id),
    unarchive: (channelId) => unarchiveChannel(stage, channelOnly(seenChannel(stage, channelId, person().id)), person().id),
    rename: (channelId, name) => renameChannel(stage, managed(mine(channelId), person()), person().id, name),
    makePrivate: (channelId) => makeChannelPrivate(stage, managed(mine(channelId), person()), person().id),
    makePublic: (channelId) => makeChannelPublic(stage, managed(mine(channelId), person()), person().id),
    deleteChannel: (channelId) =>
      deleteChannel(stage, managed(channelOnly(ownChannel(stage, channelId, person().id)), person()), person().id),
    setPurpose: (channelId, purpose) =>
      setChannelPurpose(stage, mine(channelId), person().id, storedFromPerson(stage, person().teamId, purpose)),
    setTopic: (channelId, topic) => setChannelTopic(stage, mine(channelId), person().id, storedFromPerson(stage, person().teamId, topic)),
    share: (channelId, withTeamId) => shareChannel(stage, managed(mine(channelId), person()), withTeamId),
    unshare: (channelId, fromTeamId) => ({ id: unshareChannel(stage, managed(mine(channelId), person()), fromTeamId).channel.id }),
    openDm: (withUserId) => openDm(stage, person(), withUserId),
  }
}
