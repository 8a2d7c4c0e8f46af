import { expect, test } from 'vitest'
import { isWhoKnows, whoKnowsTopic } from './who-knows.ts'

test.each([
  ['who knows about kafka?', 'kafka'],
  ['Who knows the most about the billing service?', 'the billing service'],
  ['who is an expert on Terraform modules', 'Terraform modules'],
  ['who is the right person to ask about travel expenses?', 'travel expenses'],
  ['who should I ask about the VPN?', 'the VPN'],
  ['Who can help me with flaky tests?', 'flaky tests'],
  ['who has experience with LanceDB?', 'LanceDB'],
  ['who has worked on the importer?', 'the importer'],
  ['anyone familiar with GraphQL?', 'GraphQL'],
  ['Wer kennt sich mit Kafka aus?', 'Kafka'],
  ['qui connaît le service de paie ?', 'le service de paie'],
  ['кто разбирается в кафке?', 'кафке'],
])('%s', (question, topic) => {
  expect(whoKnowsTopic(question)).toBe(topic)
})

test.each([
  'who owns the billing service?',
  'who said that kafka is down?',
  'when do we ship?',
  'who knows why it fails?',
  'who knows',
  'kafka',
  '',
])('no question for people who know: %s', (question) => {
  expect(isWhoKnows(question)).toBe(false)
})

test('a text that is no question in its length is read and asks for nobody', () => {
  expect(isWhoKnows('who knows about '.repeat(10_000))).toBe(false)
})
