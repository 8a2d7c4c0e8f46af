import { liveChannel, messageIn, seenChannel } from '../deeds/access.ts'
import { checkEditWindow, deleteMessage, editMessage } from '../deeds/change-message.ts'
import { openConversation } from '../deeds/open-conversation.ts'
import { type Draft, postMessage } from '../deeds/post-message.ts'
import { showEphemeral } from '../deeds/show-ephemeral.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { storedFromApp } from '../wire/compose.ts'
import { wireMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import { isStreaming } from '../world/stream-state.ts'
import { permalinkOf } from '../world/view.ts'
import { attachmentsOfCall, blocksOfCall, checkedBlocks } from './blocks.ts'
import { MAX_MARKDOWN } from './chunks.ts'
import { type Call, type Methods, TIER } from './method.ts'

/** What is longer is cut; an update is refused instead. */
const MAX_TEXT = 40_000
const MAX_UPDATED_TEXT = 4_000

/** The channel named by id, by name, or by the id of the person on the other side of a DM. */
function targetChannel(stage: Stage, { args, caller }: Call): ChannelRecord {
  const target = args.needed('channel')
  const { teamId } = caller.installation
  const person = stage.state.users.get(target)
  if (person?.teamId === teamId && !person.deleted) return openConversation(stage, teamId, [caller.bot.id, person.id]).record
  const name = target.replace(/^#/, '')
  const byName = (stage.state.channelsByTeam.get(teamId) ?? []).find((one) => one.channel.kind === 'channel' && one.channel.name === name)
  return seenChannel(stage, byName?.channel.id ?? target, caller.bot.id)
}

function mayPost(stage: Stage, call: Call, record: ChannelRecord): void {
  const { bot, installation } = call.caller
  const isOpen = installation.scopes.includes('chat:write.public') && !record.channel.isPrivate
  if (!isOpen) liveChannel(stage, record.channel.id, bot.id)
  if (record.channel.isArchived) throw new SlackRefusal('is_archived')
}

/** Markdown instead of a text: stored as a block of its own. */
function markdownOfCall(stage: Stage, { args }: Call): Record<string, unknown>[] | null {
  const markdown = args.text('markdown_text')
  if (markdown === undefined) return null
  if (args.text('text') !== undefined || args.all.blocks !== undefined) throw new SlackRefusal('markdown_text_conflict')
  if (markdown.length > MAX_MARKDOWN) throw new SlackRefusal('msg_too_long')
  return checkedBlocks(stage, [{ type: 'markdown', text: markdown }])
}

/** What an app wants to say, as it will be stored. */
function draftOf(stage: Stage, call: Call): Draft {
  const { args, caller } = call
  const blocks = markdownOfCall(stage, call) ?? blocksOfCall(stage, args)
  const attachments = attachmentsOfCall(args)
  const text = args.text('text') ?? args.text('markdown_text') ?? ''
  if (text === '' && !blocks && attachments.length === 0) throw new SlackRefusal('no_text')
  const threadTs = args.text('thread_ts')
  return {
    text: storedFromApp(text.slice(0, MAX_TEXT)),
    blocks,
    attachments,
    user: caller.bot.id,
    botId: caller.installation.botId,
    appId: caller.app.id,
    metadata: args.json('metadata', 'invalid_metadata_format') ?? null,
    ...(threadTs ? { threadTs } : {}),
  }
}

function post(stage: Stage, call: Call): Record<string, unknown> {
  const record = targetChannel(stage, call)
  mayPost(stage, call, record)
  const draft = draftOf(stage, call)
  const isBroadcast = draft.threadTs !== undefined && call.args.flag('reply_broadcast')
  const message = postMessage(stage, record, isBroadcast ? { ...draft, subtype: 'thread_broadcast' } : draft)
  return { channel: record.channel.id, ts: message.ts, message: wireMessage(stage, record, message) }
}

function ownMessage(stage: Stage, call: Call, refusal: string) {
  const record = seenChannel(stage, call.args.needed('channel'), call.caller.bot.id)
  const message = messageIn(record, call.args.needed('ts'))
  if (message.botId !== call.caller.installation.botId) throw new SlackRefusal(refusal)
  if (record.channel.isArchived) throw new SlackRefusal('is_archived')
  return { record, message }
}

function update(stage: Stage, call: Call): Record<string, unknown> {
  const { record, message } = ownMessage(stage, call, 'cant_update_message')
  if (isStreaming(stage, record, message.ts)) throw new SlackRefusal('streaming_state_conflict')
  if ((call.args.text('text')?.length ?? 0) > MAX_UPDATED_TEXT) throw new SlackRefusal('msg_too_long')
  checkEditWindow(stage, record, message)
  const { text, blocks, attachments, metadata } = draftOf(stage, call)
  const hasAttachments = call.args.all.attachments !== undefined
  editMessage(stage, record, message, call.caller.bot.id, {
    text,
    blocks: blocks ?? null,
    ...(hasAttachments ? { attachments } : {}),
    metadata,
  })
  const { ts: _ts, ...wire } = wireMessage(stage, record, message)
  return { channel: record.channel.id, ts: message.ts, text: message.text, message: wire }
}

function postEphemeral(stage: Stage, call: Call): Record<string, unknown> {
  const record = targetChannel(stage, call)
  mayPost(stage, call, record)
  const userId = call.args.needed('user')
  if (!record.members.has(userId)) throw new SlackRefusal('user_not_in_channel')
  return { message_ts: showEphemeral(stage, record, userId, draftOf(stage, call)).ts }
}

/** chat.postMessage, update, delete, postEphemeral and getPermalink. */
export const chatMethods: Methods = {
  'chat.postMessage': { perMinute: TIER.special, scopes: ['chat:write'], run: post },
  'chat.update': { perMinute: TIER.three, scopes: ['chat:write'], run: update },
  'chat.delete': {
    perMinute: TIER.three,
    scopes: ['chat:write'],
    run(stage, call) {
      const { record, message } = ownMessage(stage, call, 'cant_delete_message')
      if (isStreaming(stage, record, message.ts)) throw new SlackRefusal('cant_delete_message') // unverified: reported, not documented
      deleteMessage(stage, record, message)
      return { channel: record.channel.id, ts: message.ts }
    },
  },
  'chat.postEphemeral': { perMinute: TIER.four, scopes: ['chat:write'], run: postEphemeral },
  'chat.getPermalink': {
    perMinute: TIER.special,
    scopes: [],
    run(stage, { args, caller }) {
      const record = seenChannel(stage, args.needed('channel'), caller.bot.id)
      const message = messageIn(record, args.needed('message_ts'))
      return { channel: record.channel.id, permalink: permalinkOf(stage, record.channel.id, message.ts, caller.installation.teamId) }
    },
  },
}
