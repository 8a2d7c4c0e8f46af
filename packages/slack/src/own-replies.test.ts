import { expect, test } from 'vitest'
import { ownReplies } from './own-replies.ts'

const self = { botUserId: 'U0BOT', botId: 'B0BOT', appId: 'A0APP' }

test('our own posts are told from those of people and of other apps, whatever shape Slack gave them', () => {
  const messages = [
    { type: 'message', ts: '1.000001', user: 'U1', text: 'a person' },
    { type: 'message', ts: '1.000002', user: 'U0BOT', text: 'as the bot user' },
    { type: 'message', ts: '1.000003', bot_id: 'B0BOT', subtype: 'bot_message', text: 'as a bot' },
    { type: 'message', ts: '1.000004', bot_id: 'B9', app_id: 'A9', text: 'another app' },
    { type: 'message', ts: '1.000005', bot_id: 'B8', app_id: 'A0APP', text: 'as the app' },
    'no message',
    { ts: 5 },
  ]
  expect(ownReplies(messages, self)).toEqual(['1.000002', '1.000003', '1.000005'])
})
