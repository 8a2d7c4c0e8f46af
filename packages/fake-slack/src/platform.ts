import { messageIn } from './deeds/access.ts'
import { changeTeamDomain, renameTeam } from './deeds/change-team.ts'
import { addPerson, changeUser } from './deeds/change-user.ts'
import { postMessage } from './deeds/post-message.ts'
import { rewriteHistory } from './deeds/rewrite-history.ts'
import { endStream, openStreamOf } from './deeds/streams.ts'
import { denyAccess, tellReplyCount, unfurlLinks } from './deeds/unchanged-text.ts'
import { SlackRefusal } from './refusal.ts'
import type { MessageSeed, UserSeed } from './seeds.ts'
import { type Stage, userOf } from './stage.ts'
import { storedMessage } from './world/seeding.ts'
import type { ChannelRecord } from './world/state.ts'

/** A message that Slack or an app without a token writes: any subtype, with the fields that only it has in `details`. */
export interface NoticeDraft {
  text: string
  subtype?: string
  user?: string
  botId?: string
  username?: string
  threadTs?: string
  attachments?: unknown[]
  details?: Record<string, unknown>
}

/** What happens without a person of the channel doing it: Slack itself, an administrator, an import. Refusals as for an Actor. */
export interface Platform {
  /** `message_changed` with more attachments and no mark of an edit. */
  unfurl(channelId: string, ts: string, attachments: readonly Record<string, unknown>[]): void
  /** `message_changed` of a thread root, for its counters alone. */
  countReplies(channelId: string, ts: string): void
  /** The message loses what it says: `ekm_access_denied`. */
  denyAccess(channelId: string, ts: string): void
  /** Slack ends a stream now, as it does five minutes after its start: `message_not_in_streaming_state` from here on. */
  expireStream(channelId: string, ts: string): void
  /** Adds a message of any subtype: `bot_message`, `huddle_thread`, `reminder_add`, `group_join`, `channel_posting_permissions`, ... */
  notice(channelId: string, draft: NoticeDraft): { ts: string }
  /**
   * A bulk change told by one `channel_history_changed` or its `group` or `im` twin, which as in Slack names `latest` and not the
   * conversation.
   */
  rewriteHistory(
    channelId: string,
    rewrite: { remove?: readonly string[]; edit?: readonly { ts: string; text: string }[]; add?: readonly MessageSeed[] },
  ): void
  /** Names, roles, guest flags, deactivation: `user_change`. */
  changeUser(teamId: string, userId: string, change: Partial<Omit<UserSeed, 'id' | 'isBot'>>): void
  /** `team_join`. */
  addUser(teamId: string, user: UserSeed): void
  /** Makes a user group, or changes the one of this id. */
  putUserGroup(teamId: string, group: { id: string; name: string; handle: string; users: string[] }): void
  renameTeam(teamId: string, name: string): void
  /** `team_domain_change`: permalinks have another host name from now on. */
  changeDomain(teamId: string, domain: string): void
}

/** What happens in a stage without a person of the channel doing it. */
export function platformOf(stage: Stage): Platform {
  const place = (channelId: string): ChannelRecord => {
    const record = stage.state.channels.get(channelId)
    if (!record) throw new SlackRefusal('channel_not_found')
    return record
  }
  const found = (channelId: string, ts: string) => {
    const record = place(channelId)
    return [stage, record, messageIn(record, ts)] as const
  }
  return {
    unfurl: (channelId, ts, attachments) => unfurlLinks(...found(channelId, ts), attachments),
    countReplies: (channelId, ts) => tellReplyCount(...found(channelId, ts)),
    denyAccess: (channelId, ts) => denyAccess(...found(channelId, ts)),
    expireStream(channelId, ts) {
      const record = place(channelId)
      endStream(stage, record, openStreamOf(stage, record, ts), { state: 'errored' })
    },
    notice(channelId, { details, ...draft }) {
      const { ts } = postMessage(stage, place(channelId), { ...draft, details: details ?? {} })
      return { ts }
    },
    rewriteHistory(channelId, { add = [], ...rewrite }) {
      rewriteHistory(stage, place(channelId), { ...rewrite, add: add.map((seed) => storedMessage(channelId, seed)) })
    },
    changeUser: (teamId, userId, change) => changeUser(stage, userOf(stage, teamId, userId), change),
    addUser: (teamId, user) => addPerson(stage, teamId, user),
    putUserGroup: (teamId, group) => void stage.state.userGroups.set(group.id, { ...group, teamId }),
    renameTeam: (teamId, name) => renameTeam(stage, teamId, name),
    changeDomain: (teamId, domain) => changeTeamDomain(stage, teamId, domain),
  }
}
