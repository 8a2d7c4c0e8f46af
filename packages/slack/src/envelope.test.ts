import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { readEnvelope } from './envelope.ts'

const delivery = {
  type: 'event_callback',
  team_id: 'T0000AAAA',
  api_app_id: 'A0001',
  event_id: 'Ev0001',
  event_time: 1_700_000_000,
  event: { type: 'message', channel: 'C0001', ts: '1700000000.000100' },
}

test('the envelope names team, app, event, channel and time', () => {
  expect(readEnvelope(delivery)).toEqual({
    kind: 'event',
    eventId: 'Ev0001',
    teamId: 'T0000AAAA',
    appId: 'A0001',
    channelId: 'C0001',
    type: 'message',
    eventTimeMs: 1_700_000_000_000,
    isForMany: false,
  })
})

test('the tenant is the installation that may see the event, not the outer team', () => {
  const shared = { ...delivery, is_ext_shared_channel: true, authorizations: [{ team_id: 'T0000BBBB' }] }
  expect(readEnvelope(shared)).toMatchObject({ teamId: 'T0000BBBB', isForMany: true })
  expect(readEnvelope({ ...delivery, authorizations: [{ team_id: null, enterprise_id: 'E1' }] })).toMatchObject({ teamId: 'T0000AAAA' })
})

test.each([
  [{ channel: { id: 'C0002' } }, 'C0002'],
  [{ channel_id: 'C0003' }, 'C0003'],
  [{ item: { channel: 'C0004' } }, 'C0004'],
  [{}, null],
  [{ channel: '../x' }, null],
])('finds the channel of %j', (event, channelId) => {
  expect(readEnvelope({ ...delivery, event: { type: 'x', ...event } })).toMatchObject({ channelId })
})

test('a verification request gives its challenge back', () => {
  expect(readEnvelope({ type: 'url_verification', token: 't', challenge: 'c' })).toEqual({ kind: 'url_verification', challenge: 'c' })
})

test('a rate limit notice is read at the top level and inside a delivery', () => {
  const notice = { type: 'app_rate_limited', team_id: 'T0000AAAA', api_app_id: 'A0001', minute_rate_limited: 1_518_467_820 }
  const read = { kind: 'rate_limited', teamId: 'T0000AAAA', appId: 'A0001', minuteMs: 1_518_467_820_000 }
  expect(readEnvelope(notice)).toEqual(read)
  expect(readEnvelope({ ...delivery, event: notice })).toEqual(read)
})

test.each([
  null,
  [],
  'text',
  {},
  { type: 'url_verification' },
  { ...delivery, type: 'other' },
  { ...delivery, event_id: 'Ev\u0000' },
  { ...delivery, event_id: undefined },
  { ...delivery, team_id: undefined },
  { ...delivery, event_time: '1700000000' },
  { ...delivery, event_time: -1 },
  { ...delivery, event: { type: 'Message; DROP' } },
  { ...delivery, event: null },
])('refuses what is not a delivery: %j', (body) => {
  expect(() => readEnvelope(body)).toThrow(InvalidInputError)
})
