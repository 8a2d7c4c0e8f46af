import { expect, test } from 'vitest'
import { messageOfLink } from './message-of-link.ts'

test('a link that Slack copies names its message, and nothing else does', () => {
  const message = { channelId: 'C0123ABC', ts: '1764489600.000200' }
  expect(messageOfLink('https://acme.slack.com/archives/C0123ABC/p1764489600000200')).toEqual(message)
  expect(messageOfLink(' https://acme.slack.com/archives/C0123ABC/p1764489600000200?thread_ts=1764489600.000100&cid=C0123ABC ')).toEqual(
    message,
  )
  for (const link of [
    '',
    'hello',
    'https://acme.slack.com/archives/C0123ABC',
    'https://acme.slack.com/archives/D0123ABC/p1764489600000200',
  ])
    expect(messageOfLink(link)).toBeNull()
})
