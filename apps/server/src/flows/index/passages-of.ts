import {
  type ChannelId,
  type MessageTs,
  messagePassages,
  type PassageDraft,
  type PassageSource,
  type ThreadSource,
  threadWindows,
} from '@backscroll/core'
import type { ThreadMember } from '@backscroll/db'

/** Where a message or the root of a thread stands. */
export interface PassageKey {
  channelId: ChannelId
  ts: MessageTs
}

/** The root of the thread that a message stands in; a lone message is its own. */
export const threadOf = (message: { ts: MessageTs; threadTs: MessageTs | null }): MessageTs => message.threadTs ?? message.ts

export const nameOf = ({ channelId, ts }: { channelId: string; ts: string }): string => `${channelId}:${ts}`

/** The threads that messages stand in, each once. */
export function threadKeys(messages: readonly { channelId: ChannelId; ts: MessageTs; threadTs: MessageTs | null }[]): PassageKey[] {
  const keys = messages.map((message) => ({ channelId: message.channelId, ts: threadOf(message) }))
  return [...new Map(keys.map((key) => [nameOf(key), key])).values()]
}

/** What a search table has to hold: the chunks of these messages and the windows of these threads, whose members are all there. */
export function passagesOf(messages: readonly PassageSource[], members: readonly ThreadMember[]): PassageDraft[] {
  const threads = Map.groupBy(members, (member) => nameOf({ channelId: member.channelId, ts: threadOf(member) }))
  const windows = [...threads.values()].flatMap((thread) => {
    const [first] = thread
    return first ? threadWindows(thread.filter(isLive), threadOf(first), newestVersion(thread)) : []
  })
  return [...messages.flatMap(messagePassages), ...windows]
}

const isLive = (member: ThreadMember): member is ThreadMember & ThreadSource => member.text !== null

function newestVersion(thread: readonly ThreadMember[]): bigint {
  let newest = 0n
  for (const { version } of thread) if (version > newest) newest = version
  return newest
}
