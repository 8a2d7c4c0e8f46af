import type { MessageSeed } from '@backscroll/fake-slack'
import { blocksOf, cardOf } from './bot-notice.ts'
import { sharedFile } from './shared-file.ts'
import type { SourceMessage } from './source-types.ts'
import type { StaffMember } from './workspace-file.ts'

/** Where a message stands and who wrote it, with ids instead of handles. */
export interface Placed {
  channelId: string
  file: string
  ts: string
  threadTs: string | undefined
  author: StaffMember
  /** Final text: dates filled in, tokens linked. */
  text: string
  reactions: { name: string; users: string[] }[]
}

function shapeOf({ flags, line }: SourceMessage, { channelId, file, ts, author, text }: Placed): Partial<MessageSeed> & { text: string } {
  const user = author.id
  const bot = author.botId ? { botId: author.botId, username: author.realName } : {}
  switch (flags.kind) {
    case 'tombstone':
      return { user: 'USLACKBOT', subtype: 'tombstone', text: 'This message was deleted.' }
    case 'bot':
      return { ...bot, subtype: 'bot_message', text }
    case 'card':
      return { user, ...bot, ...cardOf(text) }
    case 'blocks':
      return { user, ...bot, ...blocksOf(text) }
    case 'me':
      return { user, subtype: 'me_message', text }
    case 'join':
      return { user, subtype: 'channel_join', text: `<@${user}> ${text}` }
    case 'topic':
      return { user, subtype: 'channel_topic', text: `<@${user}> ${text}` }
    case 'broadcast':
      return { user, subtype: 'thread_broadcast', text }
    case 'deleted':
    case 'plain':
      if (!flags.file) return { user, text }
      return { user, text, subtype: 'file_share', files: [sharedFile(flags.file, { channelId, ts, userId: user, at: { file, line } })] }
  }
}

/** Shapes one written message as the stand-in Slack stores it. */
export function buildMessage(source: SourceMessage, placed: Placed): MessageSeed {
  const { ts, threadTs, reactions } = placed
  const editedAfter = source.flags.editedAfter
  return {
    ts,
    ...shapeOf(source, placed),
    ...(threadTs ? { threadTs } : {}),
    ...(editedAfter ? { editedTs: `${Number(ts.slice(0, 10)) + editedAfter * 60}.000000` } : {}),
    ...(reactions.length > 0 ? { reactions } : {}),
  }
}
