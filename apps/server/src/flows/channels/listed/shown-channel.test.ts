import { channelRow, channelStatuses } from '@backscroll/contracts'
import type { ChannelId } from '@backscroll/core'
import type { ListedChannel } from '@backscroll/db'
import { expect, test } from 'vitest'
import { shownChannel } from './shown-channel.ts'

const channel: ListedChannel = {
  channelId: 'C1' as ChannelId,
  name: 'general',
  isPrivate: false,
  isArchived: false,
  isShared: false,
  botIsMember: true,
  memberCount: 3,
  policy: 'allowed',
  status: 'ready',
  hasBegun: true,
  isStopped: false,
  stored: 10,
  indexed: 9,
  lastTs: '1700000000.000100',
  answersEnabled: true,
  retentionDays: null,
  legalHold: false,
  priority: 0,
  purgeAtMs: null,
}
const shown = (over: Partial<ListedChannel> = {}) => shownChannel({ ...channel, ...over }, { teamDays: 90, etas: new Map([['C1', 30]]) })

test('whatever a channel waits for is said in one sentence that names what to do', () => {
  for (const status of channelStatuses) {
    const row = shown({ status })
    expect(channelRow.parse(row)).toEqual(row)
    if (status === 'ready') expect(row.reason).toBeNull()
    else expect(row.reason).toMatch(/\.$/)
  }
  expect(shown({ status: 'failed', isPrivate: true }).reason).toMatch(/invite/)
  expect(shown({ status: 'partial', isStopped: true }).reason).toMatch(/Compare with Slack/)
  expect(shown({ status: 'leaving', purgeAtMs: 0 })).toMatchObject({
    reason: expect.stringMatching(/1970/),
    purgeAt: '1970-01-01T00:00:00.000Z',
  })
})

test('only what is known is told: how many messages there will be when all are read, and how long it takes while it is read', () => {
  expect(shown()).toMatchObject({ messages: { stored: 10, indexed: 9, expected: 10 }, etaSeconds: null, keptDays: 90 })
  expect(shown({ status: 'reading', retentionDays: 7 })).toMatchObject({ messages: { expected: null }, etaSeconds: 30, keptDays: 7 })
  expect(shown({ lastTs: null }).lastMessageAt).toBeNull()
})
