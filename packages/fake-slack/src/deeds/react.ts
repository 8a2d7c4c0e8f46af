import { SlackRefusal } from '../refusal.ts'
import { nowTs, type Stage } from '../stage.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'
import { tellChannel } from './tell.ts'

interface Reaction {
  record: ChannelRecord
  message: StoredMessage
  user: string
  name: string
}

function tell(stage: Stage, reaction: Reaction, type: 'reaction_added' | 'reaction_removed'): void {
  const { record, message } = reaction
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'reaction' })
  tellChannel(stage, record, {
    type,
    user: reaction.user,
    reaction: reaction.name,
    item: { type: 'message', channel: record.channel.id, ts: message.ts },
    ...(message.user ? { item_user: message.user } : {}),
    event_ts: nowTs(stage),
  })
}

function checkName(name: string): void {
  if (!/^[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?$/.test(name)) throw new SlackRefusal('invalid_name')
}

/** Adds a reaction, or `already_reacted`. */
export function addReaction(stage: Stage, reaction: Reaction): void {
  checkName(reaction.name)
  const { message, user, name } = reaction
  const known = message.reactions.find((one) => one.name === name)
  if (known?.users.includes(user)) throw new SlackRefusal('already_reacted')
  if (known) known.users.push(user)
  else message.reactions.push({ name, users: [user] })
  tell(stage, reaction, 'reaction_added')
}

/** Takes a reaction back, or `no_reaction`. */
export function removeReaction(stage: Stage, reaction: Reaction): void {
  checkName(reaction.name)
  const { message, user, name } = reaction
  const known = message.reactions.find((one) => one.name === name)
  if (!known?.users.includes(user)) throw new SlackRefusal('no_reaction')
  known.users = known.users.filter((one) => one !== user)
  message.reactions = message.reactions.filter((one) => one.users.length > 0)
  tell(stage, reaction, 'reaction_removed')
}
