import {
  type ChannelId,
  type MessageTs,
  messagePassages,
  type PassageDraft,
  type PassageSource,
  redacted,
  type ThreadSource,
  threadWindows,
} from '@backscroll/core'
import type { IndexTable, ThreadMember } from '@backscroll/db'
import { isRedactedTable } from './embedder-of.ts'

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

/**
 * What a search table has to hold: the chunks of these messages and the windows of these threads, whose members are all there. Messages are
 * redacted whole, before they are cut, so that no half of anything is left.
 */
export function passagesOf(table: IndexTable, messages: readonly PassageSource[], members: readonly ThreadMember[]): PassageDraft[] {
  if (!isRedactedTable(table)) return passagesAsWritten(messages, members)
  return passagesAsWritten(
    messages.map((message) => ({ ...message, text: redacted(message.text) })),
    members.map((member) => (isLive(member) ? { ...member, text: redacted(member.text) } : member)),
  )
}

function passagesAsWritten(messages: readonly PassageSource[], members: readonly ThreadMember[]): PassageDraft[] {
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
