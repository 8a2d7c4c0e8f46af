import { freshId, type Stage } from '../stage.ts'
import { addChannel, type ChannelRecord } from '../world/state.ts'

/** The DM or group DM between exactly these people, made when it does not exist yet. */
export function openConversation(stage: Stage, teamId: string, people: readonly string[]): { record: ChannelRecord; isNew: boolean } {
  const members = [...new Set(people)]
  const kind = members.length > 2 ? 'mpim' : 'im'
  const known = (stage.state.channelsByTeam.get(teamId) ?? []).find(
    (record) => record.channel.kind === kind && record.members.size === members.length && members.every((one) => record.members.has(one)),
  )
  if (known) return { record: known, isNew: false }
  const names = members.map((member) => stage.state.users.get(member)?.name ?? member)
  const record = addChannel(stage.state, {
    id: freshId(stage, kind === 'im' ? 'D' : 'C'),
    teamId,
    name: kind === 'im' ? '' : `mpdm-${names.join('--')}-1`,
    kind,
    isPrivate: true,
    isArchived: false,
    isGeneral: false,
    topic: '',
    purpose: '',
    creator: members[0] ?? '',
    createdMs: stage.clock.nowMs(),
    members,
    previousNames: [],
    sharedWith: [],
  })
  stage.changed({ teamId, channelId: record.channel.id, kind: 'channel' })
  return { record, isNew: true }
}
