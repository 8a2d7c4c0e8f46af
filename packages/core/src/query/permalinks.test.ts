import { expect, test } from 'vitest'
import { understand } from './understand-query.fixture.ts'

const LINK = 'https://acme.slack.com/archives/C0HELP/p1790000000000200'
const REPLY = `${LINK}?thread_ts=1789999999.000100&cid=C0HELP`

test.each([
  [`${LINK} what came of it`, 'what came of it', '1790000000.000200'],
  [`what came of ${LINK}?`, 'what came of?', '1790000000.000200'],
  [`<${LINK}> what came of it`, 'what came of it', '1790000000.000200'],
  [`<${LINK}|this> what came of it`, 'what came of it', '1790000000.000200'],
  [`${REPLY} what came of it`, 'what came of it', '1789999999.000100'],
  [`<${REPLY.replaceAll('&', '&amp;')}> what came of it`, 'what came of it', '1789999999.000100'],
])('%s', (typed, text, threadTs) => {
  expect(understand(typed)).toMatchObject({ text, permalinks: [{ channelId: 'C0HELP', ts: '1790000000.000200', threadTs }] })
})

test.each([
  'https://other.slack.com/archives/C0HELP/p1790000000000200',
  'https://acme.slack.com.evil.test/archives/C0HELP/p1790000000000200',
  'https://acme.slack.com/archives/C0HELP',
  'https://acme.slack.com/archives/nowhere/p1790000000000200',
  'https://acme.slack.com/files/U1/F1/a.txt',
])('%s stays text', (typed) => {
  expect(understand(typed)).toMatchObject({ text: typed, permalinks: [] })
})

test('a link that is pasted twice counts once', () => {
  expect(understand(`${LINK} ${LINK}`)).toMatchObject({ text: '', permalinks: [{ channelId: 'C0HELP' }] })
})
