import { expect, test } from 'vitest'
import { askFilters, fieldsOf, isNarrowed, narrowingInWords, valuesOf } from './ask-filters.ts'

test('what narrows a question goes from the address to the request, and from an earlier question back into the address', () => {
  const values = askFilters({ q: 'x', channels: 'C0A,C0B', authors: 'U0A', days: '45', has: 'link,code', answer: 'a' })
  expect(fieldsOf(values)).toEqual({ channels: ['C0A', 'C0B'], authors: ['U0A'], daysBack: 45, hasLink: true, hasCode: true })
  const asked = {
    channels: [
      { channelId: 'C0A', name: 'general' },
      { channelId: 'C0B', name: 'help' },
    ],
    authors: [{ userId: 'U0A', name: 'Ada' }],
    from: '2026-03-01T00:00:00Z',
    to: '2026-03-31',
    daysBack: 45,
    hasLink: true,
    hasFile: false,
    hasCode: true,
    inThread: false,
  }
  expect(valuesOf(asked)).toEqual({
    channels: 'C0A,C0B',
    authors: 'U0A',
    days: '45',
    from: '2026-03-01',
    to: '2026-03-31',
    has: 'link,code',
  })
  expect(narrowingInWords(asked)).toBe('in #general, #help, by Ada, last 45 days, from 2026-03-01, to 2026-03-31, with a link and code')
  expect([narrowingInWords(null), isNarrowed(values), isNarrowed(askFilters({ q: 'x' }))]).toEqual(['', true, false])
})

test('what an address cannot mean is left out', () => {
  expect(askFilters({ channels: '#general', authors: 'ada', days: '366', has: 'gold', from: 'May', before: '-1' })).toEqual({})
})
