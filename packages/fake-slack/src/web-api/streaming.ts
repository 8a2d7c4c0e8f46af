import { liveChannel, messageIn, seenChannel } from '../deeds/access.ts'
import { endStream, growStream, openStreamOf, startStream } from '../deeds/streams.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { storedFromApp } from '../wire/compose.ts'
import { wireMessage } from '../wire/message.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { MessageStream } from '../world/surfaces.ts'
import type { StoredMessage } from '../world/types.ts'
import { blocksOfCall } from './blocks.ts'
import { grownBlocks, MAX_MARKDOWN, markdownIn, type Piece, piecesOfCall } from './chunks.ts'
import { type Call, type Methods, TIER } from './method.ts'

const MAX_BLOCKS = 50

function contentOf(stage: Stage, blocks: readonly Record<string, unknown>[], pieces: readonly Piece[]) {
  const grown = grownBlocks(stage, blocks, pieces)
  const text = markdownIn(grown)
  if (text.length > MAX_MARKDOWN) throw new SlackRefusal('msg_too_long') // unverified: some report that each call is measured alone
  if (grown.length > MAX_BLOCKS) throw new SlackRefusal('invalid_blocks')
  return { text: storedFromApp(text), blocks: grown, length: text.length }
}

/** The person who is to read it: in a DM its other end, elsewhere whom the call names. */
function recipientOf(stage: Stage, record: ChannelRecord, { args }: Call): string | null {
  const userId = args.text('recipient_user_id')
  if (record.channel.kind === 'im') return userId ?? null
  if (userId === undefined) throw new SlackRefusal('missing_recipient_user_id')
  const teamId = args.text('recipient_team_id')
  if (teamId === undefined) throw new SlackRefusal('missing_recipient_team_id')
  if (stage.state.users.get(userId)?.teamId !== teamId) throw new SlackRefusal('user_not_found') // unverified
  return userId
}

function start(stage: Stage, call: Call): Record<string, unknown> {
  const { args, caller } = call
  const record = liveChannel(stage, args.needed('channel'), caller.bot.id)
  const threadTs = args.needed('thread_ts')
  const root = record.log.byTs.get(threadTs)
  if (!root || root.threadTs !== null) throw new SlackRefusal('invalid_thread_ts')
  const recipientId = recipientOf(stage, record, call)
  const { text, blocks } = contentOf(stage, [], piecesOfCall(stage, args))
  const author = { user: caller.bot.id, botId: caller.installation.botId, appId: caller.app.id }
  const message = startStream(stage, record, { ...author, text, blocks, threadTs, recipientId })
  return { channel: record.channel.id, ts: message.ts }
}

interface Streamed {
  record: ChannelRecord
  message: StoredMessage
  stream: MessageStream
}

function streamOfCall(stage: Stage, { args, caller }: Call): Streamed {
  const record = seenChannel(stage, args.needed('channel'), caller.bot.id)
  const message = messageIn(record, args.needed('ts'))
  if (message.botId !== caller.installation.botId) throw new SlackRefusal('message_not_owned_by_app')
  if (record.channel.isArchived) throw new SlackRefusal('is_archived')
  return { record, message, stream: openStreamOf(stage, record, message.ts) }
}

function grow(stage: Stage, { record, message, stream }: Streamed, pieces: readonly Piece[]): void {
  const { length, ...content } = contentOf(stage, message.blocks ?? [], pieces)
  stream.length = length
  growStream(stage, record, message, content)
}

function append(stage: Stage, call: Call): Record<string, unknown> {
  const streamed = streamOfCall(stage, call)
  const pieces = piecesOfCall(stage, call.args)
  if (pieces.length === 0) call.args.needed('markdown_text')
  grow(stage, streamed, pieces)
  return { channel: streamed.record.channel.id, ts: streamed.message.ts }
}

function stop(stage: Stage, call: Call): Record<string, unknown> {
  const { args } = call
  const streamed = streamOfCall(stage, call)
  const { record, message, stream } = streamed
  const blocks = blocksOfCall(stage, args)
  grow(stage, streamed, [...piecesOfCall(stage, args), ...(blocks ? [{ kind: 'blocks' as const, blocks }] : [])])
  const metadata = args.json('metadata', 'invalid_metadata_format')
  if (metadata !== undefined) message.metadata = metadata
  endStream(stage, record, stream, { state: 'completed' })
  return { channel: record.channel.id, ts: message.ts, message: wireMessage(stage, record, message) }
}

/** chat.startStream, appendStream and stopStream. */
export const streamingMethods: Methods = {
  'chat.startStream': { perMinute: TIER.two, scopes: ['chat:write'], run: start },
  'chat.appendStream': { perMinute: TIER.four, scopes: ['chat:write'], run: append },
  'chat.stopStream': { perMinute: TIER.two, scopes: ['chat:write'], run: stop },
}
