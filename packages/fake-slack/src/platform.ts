import type { Platform } from './contract.ts'
import { messageIn } from './deeds/access.ts'
import { changeTeamDomain, renameTeam } from './deeds/change-team.ts'
import { addPerson, changeUser } from './deeds/change-user.ts'
import { postMessage } from './deeds/post-message.ts'
import { rewriteHistory } from './deeds/rewrite-history.ts'
import { denyAccess, tellReplyCount, unfurlLinks } from './deeds/unchanged-text.ts'
import { SlackRefusal } from './refusal.ts'
import { type Stage, userOf } from './stage.ts'
import { storedMessage } from './world/seeding.ts'
import type { ChannelRecord } from './world/state.ts'

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
    notice(channelId, { details, ...draft }) {
      const { ts } = postMessage(stage, place(channelId), { ...draft, details: details ?? {} })
      return { ts }
    },
    rewriteHistory(channelId, { add = [], ...rewrite }) {
      rewriteHistory(stage, place(channelId), { ...rewrite, add: add.map((seed) => storedMessage(channelId, seed)) })
    },
    changeUser: (teamId, userId, change) => changeUser(stage, userOf(stage, teamId, userId), change),
    addUser: (teamId, user) => addPerson(stage, teamId, user),
    renameTeam: (teamId, name) => renameTeam(stage, teamId, name),
    changeDomain: (teamId, domain) => changeTeamDomain(stage, teamId, domain),
  }
}
