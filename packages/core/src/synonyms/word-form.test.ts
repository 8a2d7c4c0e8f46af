import { expect, test } from 'vitest'
import { wordForm } from './word-form.ts'

test.each([
  ['deploy', 'deploys', 'deployed', 'deploying', "deploy's"],
  ['ship', 'ships', 'shipped', 'shipping'],
  ['release', 'releases', 'released', 'releasing'],
  ['policy', 'policies'],
  ['holiday', 'holidays', 'Holiday'],
  ['outage', 'outages'],
  ['crash', 'crashes', 'crashed'],
  ['fix', 'fixes', 'fixed'],
  ['log', 'logs', 'logged', 'logging'],
  ['cancel', 'cancels', 'canceled'],
  ['revert', 'reverted'],
  ['retry', 'retries', 'retrying', 'retried'],
])('%s has one form with its others', (...words) => {
  expect(new Set(words.map(wordForm)).size).toBe(1)
})

test.each([
  ['status', 'statu'],
  ['access', 'acces'],
  ['red', 'r'],
  ['ring', 'r'],
  ['thing', 'th'],
  ['analysis', 'analysi'],
  ['bus', 'bu'],
  ['v2s', 'v2'],
])('%s is not cut to %s', (word, cut) => {
  expect(wordForm(word)).not.toBe(cut)
})
