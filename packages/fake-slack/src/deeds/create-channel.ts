import { SlackRefusal } from '../refusal.ts'
import { freshId, nowTs, type Stage } from '../stage.ts'
import { channelCore } from '../wire/channel.ts'
import { addChannel, type ChannelRecord } from '../world/state.ts'
import { checkedChannelName } from './channel-settings.ts'
import { tellChannel } from './tell.ts'

interface NewChannel {
  teamId: string
  name: string
  creator: string
  isPrivate: boolean
  id?: string
}

/** Creates a channel with its creator as the only member; public ones are announced. */
export function createChannel(stage: Stage, wish: NewChannel): ChannelRecord {
  if (wish.id && stage.state.channels.has(wish.id)) throw new SlackRefusal('id_taken')
  const record = addChannel(stage.state, {
    id: wish.id ?? freshId(stage, 'C'),
    teamId: wish.teamId,
    name: checkedChannelName(stage, wish.teamId, wish.name),
    kind: 'channel',
    isPrivate: wish.isPrivate,
    isArchived: false,
    isGeneral: false,
    topic: '',
    purpose: '',
    creator: wish.creator,
    createdMs: stage.clock.nowMs(),
    members: [wish.creator],
    previousNames: [],
    sharedWith: [],
  })
  stage.changed({ teamId: wish.teamId, channelId: record.channel.id, kind: 'channel' })
  if (!wish.isPrivate) tellChannel(stage, record, { type: 'channel_created', channel: channelCore(record), event_ts: nowTs(stage) })
  return record
}
