import type { Source } from '@backscroll/core'
import { expect, test } from 'vitest'
import { questionTerms } from './question-terms.ts'
import { settlingReply } from './settling-reply.ts'

/** A thread, the first message being the one that is quoted; authors in the order of the alphabet where none is named. */
const settledIn = (question: string, texts: readonly (string | [author: string, text: string])[]): string | null => {
  const sources = texts.map((said, place): Source => {
    const [author, text] = typeof said === 'string' ? [String.fromCharCode(65 + place), said] : said
    return { id: `m${place}`, text, author, score: 1, conversation: { id: 't', place } }
  })
  const [root] = sources
  return root ? (settlingReply(root, sources, questionTerms(question))?.text ?? null) : null
}

test('a problem is settled by whoever explains or mends it, not by who shares it', () => {
  const thread = [
    'Builds fail in CI with a duplicate library.',
    'Same here?',
    'Two libraries bring their own copy. Use pickFirst.',
    'Thanks!',
  ]
  expect(settledIn('Why does the build fail in CI?', thread)).toBe('Two libraries bring their own copy. Use pickFirst.')
})

test('what was asked in the channel is settled by the first answer of somebody else', () => {
  const thread = [
    ['Ada', 'Which ids do we use in new tables?'] as [string, string],
    ['Ada', 'I see three kinds.'] as [string, string],
    ['Ben', 'v7 everywhere, it sorts.'] as [string, string],
  ]
  expect(settledIn('Which ids do new tables use?', thread)).toBe('v7 everywhere, it sorts.')
})

test('a time that is asked for is found below what was proposed', () => {
  const thread = ['Proposal: idempotency keys are stored 24 hours.', 'Hm, that is short.', '7 days then, it is 200 bytes a key.']
  expect(settledIn('How long are idempotency keys stored?', thread)).toBe('7 days then, it is 200 bytes a key.')
})

test('small talk and further questions settle nothing, and neither does another thread', () => {
  expect(settledIn('When do we ship?', ['We ship on Friday.', 'Great news.', 'Shall I tell them?'])).toBeNull()
  const root: Source = { id: 'a', text: 'Does it fail?', score: 1, conversation: { id: 't', place: 0 } }
  const other: Source = { id: 'b', text: 'Fixed tonight.', score: 1, conversation: { id: 'u', place: 1 } }
  expect(settlingReply(root, [root, other], questionTerms('Does it fail?'))).toBeNull()
  expect(settlingReply({ id: 'c', text: 'Does it fail?', score: 1 }, [other], questionTerms('Does it fail?'))).toBeNull()
})
