import { expect, test } from 'vitest'
import { exactTime } from '../../words/time.ts'
import { targetWords } from './target-words.ts'

const at = (iso: string): string => exactTime(iso)

test.each([
  ['team', 'T0ACME', 'Acme', 'Everything of Acme'],
  ['person', 'U0BOB', 'Bob Test', 'Person Bob Test'],
  ['person', 'U0BOB', null, 'Person U0BOB'],
  ['channel', 'C0DEAL', null, 'Channel C0DEAL'],
  ['message', 'C0DEAL:1767225600.000100', '#deal', `Message of ${at('2026-01-01T00:00:00Z')} in #deal`],
  ['thread', 'C0DEAL:1767225600.000100', null, `Thread of ${at('2026-01-01T00:00:00Z')} in C0DEAL`],
  [
    'period',
    '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z',
    null,
    `${at('2026-01-01T00:00:00Z')} to ${at('2026-02-01T00:00:00Z')} in every channel`,
  ],
  [
    'period',
    '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z:C0DEAL',
    null,
    `${at('2026-01-01T00:00:00Z')} to ${at('2026-02-01T00:00:00Z')} in C0DEAL`,
  ],
] as const)('%s %s called %s is "%s"', (kind, target, targetName, words) => {
  expect(targetWords({ kind, target, targetName })).toBe(words)
})
