import { InvalidInputError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { interactionOf } from './interaction.ts'

const payload = {
  type: 'block_actions',
  team: { id: 'T0001AAA' },
  user: { id: 'U1', team_id: 'TAWAY1' },
  api_app_id: 'A1',
  channel: { id: 'C1' },
  container: { channel_id: 'C1', message_ts: '5.000001' },
  response_url: 'https://hooks.slack.com/actions/1',
  trigger_id: '1.2',
  actions: [{ action_id: 'feedback', block_id: 'b', value: 'good' }],
}

test('a press names who pressed what, and where that person belongs', () => {
  expect(interactionOf(payload)).toEqual({
    kind: 'block-actions',
    teamId: 'T0001AAA',
    appId: 'A1',
    userId: 'U1',
    userTeamId: 'TAWAY1',
    channelId: 'C1',
    messageTs: '5.000001',
    threadTs: null,
    responseUrl: 'https://hooks.slack.com/actions/1',
    triggerId: '1.2',
    actions: [{ actionId: 'feedback', blockId: 'b', value: 'good' }],
  })
})

test('other interactions are counted by name', () => {
  expect(interactionOf({ type: 'view_submission' })).toEqual({ kind: 'ignored', reason: 'interaction:view_submission' })
  expect(interactionOf({ type: '"}' })).toEqual({ kind: 'ignored', reason: 'interaction:unprintable' })
})

test.each([null, {}, { type: 'block_actions' }, { ...payload, actions: [] }, { ...payload, team: null }])('%j is refused', (value) => {
  expect(() => interactionOf(value)).toThrow(InvalidInputError)
})
