import { expect, test } from 'vitest'
import { linkedMessage } from './permalinks.ts'

const SLACK = 'https://acme.slack.com/'
const message = { channelId: 'C0GENERAL', ts: '1700000000.000100', threadTs: '1700000000.000100' }

test('a permalink of the workspace leads to its message, a reply to its thread too, also where the workspace lies below a path', () => {
  expect(linkedMessage('https://acme.slack.com/archives/C0GENERAL/p1700000000000100', SLACK)).toEqual(message)
  expect(
    linkedMessage('https://acme.slack.com/archives/C0GENERAL/p1700000000000100?thread_ts=1600000000.000200&cid=C0GENERAL', SLACK),
  ).toEqual({
    ...message,
    threadTs: '1600000000.000200',
  })
  for (const home of ['http://127.0.0.1:4000/acme/', 'http://127.0.0.1:4000/acme'])
    expect(linkedMessage('http://127.0.0.1:4000/acme/archives/C0GENERAL/p1700000000000100', home)).toEqual(message)
})

test('any other address leads to none', () => {
  for (const address of [
    'https://globex.slack.com/archives/C0GENERAL/p1700000000000100',
    'https://acme.slack.com/archives/C0GENERAL',
    'https://acme.slack.com/archives/C0GENERAL/p17',
    'https://acme.slack.com/x/archives/C0GENERAL/p1700000000000100',
    'not an address',
  ])
    expect(linkedMessage(address, SLACK)).toBeNull()
  expect(linkedMessage('http://127.0.0.1:4000/globex/archives/C0GENERAL/p1700000000000100', 'http://127.0.0.1:4000/acme/')).toBeNull()
  expect(linkedMessage('https://acme.slack.com/archives/C0GENERAL/p1700000000000100', '')).toBeNull()
})
