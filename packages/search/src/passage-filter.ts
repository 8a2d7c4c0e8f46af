import type { PassageQuery } from '@backscroll/core'
import { millis, quoteAll } from './literal.ts'

/**
 * The SQL filter of a query, applied inside both legs before the cut.
 * @returns null when the asker can read none of the channels asked for.
 */
export function passageFilter(query: PassageQuery): string | null {
  const asked = query.channelIds && new Set(query.channelIds)
  const channels = asked ? query.visible.filter((channel) => asked.has(channel)) : query.visible
  if (channels.length === 0 || query.userIds?.length === 0) return null
  const parts = [`channel_id IN (${quoteAll(channels)})`]
  if (query.userIds) parts.push(`user_id IN (${quoteAll(query.userIds)})`)
  if (query.fromMs !== undefined) parts.push(`posted_at >= ${millis(query.fromMs)}`)
  if (query.toMs !== undefined) parts.push(`posted_at < ${millis(query.toMs)}`)
  for (const trait of query.has ?? []) parts.push(`has_${trait}`)
  if (query.inThread) parts.push('in_thread')
  return parts.join(' AND ')
}
