import { expect, test } from 'vitest'
import { viewedIn } from './app-context.ts'

test('what a person has open is read in the order of Slack, and what is no channel or message is passed over', () => {
  const entities = [
    { type: 'slack#/types/message_context', value: { channel_id: 'C1', message_ts: '1.000001' }, team_id: 'T0001AAA' },
    { type: 'slack#/types/canvas_id', value: 'F1' },
    { type: 'slack#/types/channel_id', value: 'C2' },
    { type: 'slack#/types/channel_id', value: '<!channel>' },
    { type: 'slack#/types/message_context', value: { channel_id: 'C1' } },
    null,
  ]
  expect(viewedIn({ entities })).toEqual([
    { channelId: 'C1', ts: '1.000001' },
    { channelId: 'C2', ts: null },
  ])
})

test('a context without anything, and one with too much, are bounded', () => {
  for (const context of [undefined, null, {}, { entities: {} }, 'C1']) expect(viewedIn(context)).toEqual([])
  const entities = Array.from({ length: 1_000 }, () => ({ type: 'slack#/types/channel_id', value: 'C1' }))
  expect(viewedIn({ entities })).toHaveLength(10)
})
