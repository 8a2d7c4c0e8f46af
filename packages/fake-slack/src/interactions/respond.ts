import { deleteMessage, editMessage } from '../deeds/change-message.ts'
import { installationOf } from '../deeds/install.ts'
import { type Draft, postMessage } from '../deeds/post-message.ts'
import { hideEphemeral, showEphemeral } from '../deeds/show-ephemeral.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { argumentsOf } from '../web-api/arguments.ts'
import { attachmentsOfCall, blocksOfCall } from '../web-api/blocks.ts'
import { storedFromApp } from '../wire/compose.ts'
import type { ChannelRecord, ReplyTicket } from '../world/state.ts'
import type { StoredMessage } from '../world/types.ts'

type Occasion = Pick<ReplyTicket, 'appId' | 'teamId' | 'channelId' | 'userId' | 'messageTs' | 'replyTs' | 'threadTs'>

function draftOf(stage: Stage, occasion: Occasion, body: Record<string, unknown>): Draft {
  const args = argumentsOf(body)
  const blocks = blocksOfCall(stage, args)
  const attachments = attachmentsOfCall(args)
  const text = args.text('text') ?? ''
  if (text === '' && !blocks && attachments.length === 0) throw new SlackRefusal('no_text')
  const installation = installationOf(stage.state, occasion.appId, occasion.teamId)
  return {
    text: storedFromApp(text),
    blocks,
    attachments,
    appId: occasion.appId,
    botId: installation?.botId ?? null,
    user: installation?.botUserId ?? null,
    ...(args.text('thread_ts') ? { threadTs: args.text('thread_ts') ?? null } : {}),
  }
}

function sourceOf(record: ChannelRecord, occasion: Occasion): StoredMessage | undefined {
  const ts = occasion.messageTs ?? occasion.replyTs
  if (ts === null) return undefined
  const shown = record.ephemerals.get(occasion.userId) ?? []
  return shown.find((message) => message.ts === ts) ?? record.log.byTs.get(ts)
}

function replace(stage: Stage, record: ChannelRecord, source: StoredMessage, draft: Draft): void {
  if (source.onlyFor === null) {
    const { text, blocks, attachments } = draft
    editMessage(stage, record, source, source.user ?? '', { text, blocks: blocks ?? null, attachments: attachments ?? [] })
    return
  }
  source.text = draft.text
  source.blocks = draft.blocks ?? null
  source.attachments = draft.attachments ?? []
  stage.changed({ teamId: record.channel.teamId, channelId: record.channel.id, kind: 'ephemeral' })
}

/** Carries out what an app answers to a command or a button: a new message, a replaced one, or a deleted one. */
export function respond(stage: Stage, occasion: Occasion, body: Record<string, unknown>): void {
  const record = stage.state.channels.get(occasion.channelId)
  if (!record) throw new SlackRefusal('channel_not_found')
  const args = argumentsOf(body)
  const source = sourceOf(record, occasion)
  if (args.flag('delete_original')) {
    if (!source) throw new SlackRefusal('message_not_found') // unverified
    if (source.onlyFor === null) deleteMessage(stage, record, source)
    else hideEphemeral(stage, record, source)
    return
  }
  const draft = draftOf(stage, occasion, body)
  const isForAll = args.text('response_type') === 'in_channel'
  const replaces = occasion.messageTs !== null && body.replace_original !== false && body.replace_original !== 'false' && !isForAll
  if (source && (args.flag('replace_original') || replaces)) replace(stage, record, source, draft)
  else if (isForAll) postMessage(stage, record, draft)
  else occasion.replyTs = showEphemeral(stage, record, occasion.userId, { ...draft, threadTs: draft.threadTs ?? occasion.threadTs }).ts
}
