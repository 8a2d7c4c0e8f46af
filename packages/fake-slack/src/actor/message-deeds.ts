import type { Actor } from '../contract.ts'
import { liveChannel, messageIn } from '../deeds/access.ts'
import { checkEditWindow, deleteMessage, editMessage } from '../deeds/change-message.ts'
import { pinMessage, unpinMessage } from '../deeds/pin.ts'
import { postMessage } from '../deeds/post-message.ts'
import { addReaction, removeReaction } from '../deeds/react.ts'
import { showEphemeral } from '../deeds/show-ephemeral.ts'
import { mentions } from '../deeds/tell.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { storedFromPerson } from '../wire/compose.ts'
import { type ChannelRecord, teamsOf } from '../world/state.ts'
import type { StoredMessage, StoredUser } from '../world/types.ts'

const MAX_TEXT = 40_000

type MessageDeeds = Pick<Actor, 'post' | 'me' | 'edit' | 'remove' | 'pin' | 'unpin' | 'react' | 'unreact'>

function uuid(stage: Stage): string {
  const hex = stage.mint.hex(32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

function subtypeOf(options: { threadTs?: string; broadcast?: boolean; files?: unknown[] }): string | null {
  if (options.broadcast && options.threadTs) return 'thread_broadcast'
  return options.files && options.files.length > 0 ? 'file_share' : null
}

/** Tells a person that a bot they named is not here and hears nothing. */
function pointOutAbsentBots(stage: Stage, record: ChannelRecord, message: StoredMessage): void {
  for (const { botUserId, teamId, isActive } of stage.state.installations) {
    if (!isActive || !teamsOf(record.channel).includes(teamId) || record.members.has(botUserId) || !mentions(message.text, botUserId))
      continue
    const text = `You mentioned <@${botUserId}>, but they’re not in this channel.`
    showEphemeral(stage, record, message.user ?? '', { user: 'USLACKBOT', text, threadTs: message.threadTs })
  }
}

/** Writing, editing, deleting and reacting. */
export function messageDeeds(stage: Stage, person: () => StoredUser): MessageDeeds {
  const place = (channelId: string, ts: string) => {
    const record = liveChannel(stage, channelId, person().id)
    return { record, message: messageIn(record, ts) }
  }
  return {
    post(channelId, text, options = {}) {
      const { id: user, teamId } = person()
      const record = liveChannel(stage, channelId, user)
      const files = options.files ?? []
      if (text.trim() === '' && files.length === 0) throw new SlackRefusal('no_text')
      if (text.length > MAX_TEXT) throw new SlackRefusal('msg_too_long')
      const message = postMessage(stage, record, {
        user,
        text: storedFromPerson(stage, teamId, text),
        files,
        subtype: subtypeOf(options),
        clientMsgId: uuid(stage),
        ...(options.threadTs ? { threadTs: options.threadTs } : {}),
        ...(options.ts ? { ts: options.ts } : {}),
      })
      pointOutAbsentBots(stage, record, message)
      return { ts: message.ts }
    },
    me(channelId, text) {
      const { id: user, teamId } = person()
      if (text.trim() === '') throw new SlackRefusal('no_text')
      const draft = { user, subtype: 'me_message', text: storedFromPerson(stage, teamId, text) }
      return { ts: postMessage(stage, liveChannel(stage, channelId, user), draft).ts }
    },
    edit(channelId, ts, text) {
      const { record, message } = place(channelId, ts)
      const isOwn = message.user === person().id && message.botId === null
      if (!isOwn || /^(channel|group)_|^tombstone$/.test(message.subtype ?? '')) throw new SlackRefusal('cant_update_message')
      if (text.trim() === '') throw new SlackRefusal('no_text')
      checkEditWindow(stage, record, message)
      editMessage(stage, record, message, person().id, { text: storedFromPerson(stage, person().teamId, text) })
    },
    remove(channelId, ts) {
      const { record, message } = place(channelId, ts)
      const mayDelete = message.user === person().id || person().isAdmin || person().isOwner
      if (!mayDelete) throw new SlackRefusal('cant_delete_message')
      deleteMessage(stage, record, message)
    },
    pin: (channelId, ts) => pinMessage(stage, { ...place(channelId, ts), user: person().id }),
    unpin: (channelId, ts) => unpinMessage(stage, { ...place(channelId, ts), user: person().id }),
    react: (channelId, ts, name) => addReaction(stage, { ...place(channelId, ts), user: person().id, name }),
    unreact: (channelId, ts, name) => removeReaction(stage, { ...place(channelId, ts), user: person().id, name }),
  }
}
