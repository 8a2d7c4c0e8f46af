import type { ChannelId, MessageTs } from '@backscroll/core'
import { z } from 'zod'
import { channelField, tsField } from './fields.ts'
import { listOf, recordOf } from './loose.ts'

/** What a person has open beside the conversation with the app; a hint from the request, so access is checked as for any other channel. */
export interface Viewed {
  channelId: ChannelId
  /** The message in it; null for the channel as a whole. */
  ts: MessageTs | null
}

const MAX_ENTITIES = 10
const message = z.looseObject({ channel_id: channelField, message_ts: tsField })

/** Reads the context of a message or an event, the most relevant first; canvases, lists and what is unheard of are passed over. */
export function viewedIn(context: unknown): Viewed[] {
  return listOf(recordOf(context).entities).slice(0, MAX_ENTITIES).flatMap(viewed)
}

function viewed(entity: unknown): Viewed[] {
  const { type, value } = recordOf(entity)
  if (type === 'slack#/types/channel_id') {
    const channel = channelField.safeParse(value)
    return channel.success ? [{ channelId: channel.data, ts: null }] : []
  }
  const read = type === 'slack#/types/message_context' ? message.safeParse(value) : null
  return read?.success ? [{ channelId: read.data.channel_id, ts: read.data.message_ts }] : []
}
