import { liveChannel, messageIn, ownChannel } from '../deeds/access.ts'
import { addReaction, removeReaction } from '../deeds/react.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { wireMessage } from '../wire/message.ts'
import { permalinkOf } from '../world/view.ts'
import { type Call, type Methods, TIER } from './method.ts'

function reactionOf(stage: Stage, { args, caller }: Call) {
  const name = args.needed('name').replaceAll(':', '')
  const channelId = args.text('channel')
  const ts = args.text('timestamp')
  if (!channelId || !ts) throw new SlackRefusal('no_item_specified')
  const record = liveChannel(stage, channelId, caller.bot.id)
  return { record, message: messageIn(record, ts), user: caller.bot.id, name }
}

/** reactions.add, remove and get. */
export const reactionMethods: Methods = {
  'reactions.add': {
    perMinute: TIER.three,
    scopes: ['reactions:write'],
    run(stage, call) {
      addReaction(stage, reactionOf(stage, call))
      return {}
    },
  },
  'reactions.remove': {
    perMinute: TIER.two,
    scopes: ['reactions:write'],
    run(stage, call) {
      removeReaction(stage, reactionOf(stage, call))
      return {}
    },
  },
  'reactions.get': {
    perMinute: TIER.three,
    scopes: ['reactions:read'],
    run(stage, { args, caller }) {
      const channelId = args.text('channel')
      const ts = args.text('timestamp')
      if (!channelId || !ts) throw new SlackRefusal('no_item_specified')
      const record = ownChannel(stage, channelId, caller.bot.id)
      const message = messageIn(record, ts)
      const wire = { ...wireMessage(stage, record, message), permalink: permalinkOf(stage, channelId, ts, caller.installation.teamId) }
      return { type: 'message', channel: channelId, message: wire }
    },
  },
}
