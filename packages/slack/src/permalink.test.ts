import { channelId, InvalidInputError, messageTs } from '@backscroll/core'
import { expect, test } from 'vitest'
import { permalink } from './permalink.ts'

const message = { teamUrl: 'https://acme.slack.com/', channelId: channelId('C1'), ts: messageTs('1700000000.000100'), threadTs: null }

test('a message, a root and a reply have the links that Slack itself makes', () => {
  const root = 'https://acme.slack.com/archives/C1/p1700000000000100'
  expect(permalink(message)).toBe(root)
  expect(permalink({ ...message, threadTs: message.ts })).toBe(root)
  expect(permalink({ ...message, threadTs: messageTs('1600000000.000001') })).toBe(`${root}?thread_ts=1600000000.000001&cid=C1`)
})

test('an organization host and a path are kept', () => {
  expect(permalink({ ...message, teamUrl: 'https://acme.enterprise.slack.com' })).toMatch(
    /^https:\/\/acme\.enterprise\.slack\.com\/archives\//,
  )
  expect(permalink({ ...message, teamUrl: 'http://localhost:4010/w/T1' })).toBe('http://localhost:4010/w/T1/archives/C1/p1700000000000100')
})

test.each(['', 'acme', 'javascript:alert(1)'])('%j is no workspace address', (teamUrl) => {
  expect(() => permalink({ ...message, teamUrl })).toThrow(InvalidInputError)
})
