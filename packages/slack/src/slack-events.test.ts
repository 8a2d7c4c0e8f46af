import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { MessageChange } from '@backscroll/core'
import { expect, test } from 'vitest'
import { toSlackEvent } from './event.ts'

const data = join(import.meta.dirname, '../../../../shared/data/slack-events')
const isAbsent = !existsSync(data)
const name = isAbsent ? 'skipped because ../shared/data/slack-events is absent: ' : ''
const self = { botUserId: 'UNOBODY', botId: 'BNOBODY', appId: 'ANOBODY' }

function load(): Record<string, unknown>[] {
  const files = readdirSync(join(data, 'logs')).sort()
  return files.flatMap((file) =>
    gunzipSync(readFileSync(join(data, 'logs', file)))
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  )
}

/** The storage rules in memory: a delete is final, the newer version wins, an unknown thread or author keeps the stored one. */
function replay(events: readonly Record<string, unknown>[]) {
  const live = new Map<string, Extract<MessageChange, { kind: 'put' }>>()
  const gone = new Set<string>()
  const ignored = new Map<string, number>()
  for (const event of events) {
    const read = toSlackEvent({ type: 'event_callback', team_id: 'T03RZGPFR', event_time: 1_517_443_200, event }, self)
    if (read.kind === 'ignored') ignored.set(read.reason, (ignored.get(read.reason) ?? 0) + 1)
    if (read.kind !== 'messages') continue
    for (const change of read.changes) {
      const { channelId, ts } = change.kind === 'put' ? change.state : change
      const key = `${channelId}\t${ts}`
      if (change.kind === 'delete') {
        gone.add(key)
        live.delete(key)
        continue
      }
      const old = live.get(key)
      if (gone.has(key) || (old && old.version >= change.version)) continue
      const { threadTs, userId } = change.state
      live.set(key, {
        ...change,
        state: { ...change.state, threadTs: threadTs ?? old?.state.threadTs ?? null, userId: userId ?? old?.state.userId ?? null },
      })
    }
  }
  return { live, gone, ignored }
}

function fingerprint(live: ReturnType<typeof replay>['live']): string {
  const rows = [...live].map(([key, { state }]) => {
    const text = createHash('sha256').update(state.mrkdwn).digest('hex')
    return [key, state.userId ?? state.botId ?? '', state.threadTs ?? '', text].join('\t')
  })
  return createHash('sha256').update(rows.sort().join('\n')).digest('hex')
}

/** The same shuffle on every run. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  let seed = 7
  const keyed = items.map((item) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return { key: seed, item }
  })
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}

test.skipIf(isAbsent)(`${name}nine days of a real workspace end in the expected state, in order, doubled and shuffled`, () => {
  const expected = JSON.parse(readFileSync(join(data, 'expected.json'), 'utf8'))
  const events = load()
  const { live, gone, ignored } = replay(events)
  const states = [...live.values()].map(({ state }) => state)
  const replies = states.filter(({ threadTs, ts }) => threadTs !== null && threadTs !== ts)
  const bySubtype = (subtype: string | null) => states.filter((state) => state.subtype === subtype).length
  expect({
    events: events.length,
    live: live.size,
    deleted: gone.size,
    none: bySubtype(null),
    bots: bySubtype('bot_message'),
    files: bySubtype('file_share'),
    broadcasts: bySubtype('thread_broadcast'),
    edited: states.filter(({ editedTs }) => editedTs !== null).length,
    replies: replies.length,
    channels: new Set(states.map(({ channelId }) => channelId)).size,
    people: new Set(states.flatMap(({ userId }) => userId ?? [])).size,
    fingerprint: fingerprint(live),
  }).toEqual({
    events: expected.events,
    live: expected.final.live_messages,
    deleted: expected.final.deleted_keys,
    none: expected.final.live_by_subtype['(none)'],
    bots: expected.final.live_by_subtype.bot_message,
    files: expected.final.live_by_subtype.file_share,
    broadcasts: expected.final.live_by_subtype.thread_broadcast,
    edited: expected.final.live_with_edited_mark,
    replies: expected.final.thread_replies,
    channels: expected.final.distinct_channels,
    people: expected.final.distinct_users,
    fingerprint: expected.final.state_sha256,
  })
  expect(ignored.get('subtype:message_replied')).toBe(expected.events_by_subtype.message_replied)
  expect([...ignored.keys()].filter((reason) => reason.includes('unknown'))).toEqual([])
  expect(fingerprint(replay(events.flatMap((event) => [event, event])).live)).toBe(expected.final.state_sha256)
  expect(fingerprint(replay(shuffled(events)).live)).toBe(expected.final.state_sha256)
})

test.skipIf(isAbsent)(`${name}a link preview that arrives later changes nothing that is indexed`, () => {
  const previews = load().filter(({ subtype, message }) => {
    const inner = message as Record<string, unknown> | undefined
    const added = inner?.attachments as Record<string, unknown>[] | undefined
    return subtype === 'message_changed' && inner?.subtype === undefined && added?.every((attachment) => 'from_url' in attachment)
  })
  expect(previews.length).toBeGreaterThan(300)
  for (const event of previews) {
    const read = toSlackEvent({ event_time: 1, event }, self)
    expect(read).toMatchObject({ changes: [{ state: { appendix: '' } }] })
  }
})
