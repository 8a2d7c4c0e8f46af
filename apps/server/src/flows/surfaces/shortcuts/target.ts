import { type ChannelId, channelId, type MessageTs, messageTs } from '@backscroll/core'
import { z } from 'zod'

/** The message that a question is about; it stands in the question's filters. */
export interface Target {
  channelId: ChannelId
  ts: MessageTs
  /** Of a reply, the root; else the message itself. */
  threadTs: MessageTs
}

const shape = z.object({ message: z.object({ channelId: z.string(), ts: z.string(), threadTs: z.string() }) })

/** Reads the message that a stored question is about; null when it is about none. */
export function targetOf(filters: unknown): Target | null {
  const read = shape.safeParse(filters)
  if (!read.success) return null
  const { message } = read.data
  return { channelId: channelId(message.channelId), ts: messageTs(message.ts), threadTs: messageTs(message.threadTs) }
}
