import { ownChannel } from '../deeds/access.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { wireMessage } from '../wire/message.ts'
import { lowerBound } from '../world/channel-log.ts'
import type { ChannelRecord } from '../world/state.ts'
import { tsOfMicros } from '../world/ts.ts'
import type { StoredMessage } from '../world/types.ts'
import { channelOfCall } from './conversations.ts'
import { type Call, type Methods, TIER } from './method.ts'
import { cursorTo, limitOf, placeOf } from './page.ts'
import { needScopeFor } from './scopes.ts'

const FREE_PLAN_MS = 90 * 24 * 3_600_000
const HISTORY = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

function boundOf(call: Call, name: 'oldest' | 'latest'): string | undefined {
  const text = call.args.text(name)
  if (text === undefined || text === '0' || text === 'now') return undefined
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(text)) throw new SlackRefusal(`invalid_ts_${name}`)
  const [seconds = '', fraction = ''] = text.split('.')
  return `${seconds.padStart(10, '0')}.${fraction.padEnd(6, '0')}`
}

/** The part of a sorted list between `oldest` and `latest`, ends included only with `inclusive`. */
function between(call: Call, messages: readonly StoredMessage[]): { start: number; end: number } {
  const oldest = boundOf(call, 'oldest')
  const latest = boundOf(call, 'latest')
  const isInclusive = call.args.flag('inclusive')
  let start = oldest === undefined ? 0 : lowerBound(messages, oldest)
  if (!isInclusive && oldest !== undefined && messages[start]?.ts === oldest) start += 1
  let end = latest === undefined ? messages.length : lowerBound(messages, latest)
  if (isInclusive && latest !== undefined && messages[end]?.ts === latest) end += 1
  return { start, end: Math.max(start, end) }
}

function pageLimit(call: Call, fallback: number): number {
  const cap = call.objectCap ?? 999
  return Math.min(cap, limitOf(call.args, { fallback: Math.min(cap, fallback), max: 999, refuseAbove: 1000 }))
}

function readable(stage: Stage, call: Call): ChannelRecord {
  const record = channelOfCall(stage, call)
  needScopeFor(call.caller, record, 'history')
  return ownChannel(stage, record.channel.id, call.caller.bot.id)
}

function firstReadable(stage: Stage, call: Call, messages: readonly StoredMessage[]): number {
  const workspace = stage.state.workspaces.get(call.caller.installation.teamId)
  if (workspace?.plan !== 'free') return 0
  return lowerBound(messages, tsOfMicros(Math.max(0, stage.clock.nowMs() - FREE_PLAN_MS) * 1000))
}

function history(stage: Stage, call: Call): Record<string, unknown> {
  const record = readable(stage, call)
  const { top } = record.log
  const limit = pageLimit(call, 100)
  const hidden = firstReadable(stage, call, top)
  const bounds = between(call, top)
  const start = Math.max(bounds.start, hidden)
  const place = placeOf(call.args, 'next_ts')
  const end = place === undefined ? bounds.end : Math.min(bounds.end, lowerBound(top, tsOfMicros(Number(place) + 1)))
  const from = Math.max(start, end - limit)
  const messages = top.slice(from, Math.max(from, end)).reverse()
  const next = from > start ? top[from - 1] : undefined
  return {
    messages: messages.map((message) => wireMessage(stage, record, message)),
    has_more: next !== undefined,
    ...(hidden > 0 ? { is_limited: true } : {}),
    pin_count: top.filter((message) => message.pinned).length,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(next ? { response_metadata: { next_cursor: cursorTo('next_ts', next.ts.replace('.', '')) } } : {}),
  }
}

function replies(stage: Stage, call: Call): Record<string, unknown> {
  const ts = call.args.needed('ts')
  const record = readable(stage, call)
  const root = record.log.byTs.get(ts)
  if (!root) throw new SlackRefusal('thread_not_found')
  const all = root.threadTs === null ? (record.log.threads.get(ts) ?? []) : []
  const hidden = firstReadable(stage, call, all)
  const limit = pageLimit(call, 999)
  const window = between(call, all)
  const bounds = { start: Math.max(window.start, hidden), end: window.end }
  const place = placeOf(call.args, 'next_ts')
  const start = place === undefined ? bounds.start : Math.max(bounds.start, lowerBound(all, tsOfMicros(Number(place))))
  const size = Math.max(1, call.objectCap === null ? limit : limit - 1)
  const end = Math.min(bounds.end, start + size)
  const next = end < bounds.end ? all[end] : undefined
  return {
    messages: [root, ...all.slice(start, Math.max(start, end))].map((message) => wireMessage(stage, record, message)),
    has_more: next !== undefined,
    ...(hidden > 0 ? { is_limited: true } : {}), // unverified
    ...(next ? { response_metadata: { next_cursor: cursorTo('next_ts', next.ts.replace('.', '')) } } : {}),
  }
}

/** conversations.history (newest first) and conversations.replies (oldest first, each page after its parent). */
export const historyMethods: Methods = {
  'conversations.history': { perMinute: TIER.three, scopes: HISTORY, run: history },
  'conversations.replies': { perMinute: TIER.three, scopes: HISTORY, run: replies },
}
