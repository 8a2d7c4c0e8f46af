import { expect, test } from 'vitest'
import { beliefAfter, type ClassBelief, type ObservedPage } from './rate-class.ts'

const unknown: ClassBelief = { rateClass: 'unknown', suspectChannelId: null }
const page = (channelId: string, messages: number, more: Partial<ObservedPage> = {}): ObservedPage => ({
  channelId,
  limit: 200,
  messages,
  hasMore: true,
  hasOtherChannels: true,
  ...more,
})
const after = (...pages: ObservedPage[]) => pages.reduce(beliefAfter, unknown)

test('fifteen of two hundred with more behind them, in two channels, mean the capped class', () => {
  expect(after(page('C1', 15))).toEqual({ rateClass: 'unknown', suspectChannelId: 'C1' })
  expect(after(page('C1', 15), page('C2', 15))).toEqual({ rateClass: 'capped', suspectChannelId: null })
})

test('the same channel twice is no confirmation while another one could be asked', () => {
  expect(after(page('C1', 15), page('C1', 15)).rateClass).toBe('unknown')
  expect(after(page('C1', 15), page('C1', 15, { hasOtherChannels: false })).rateClass).toBe('capped')
})

test('a longer page means the full limits, also after a suspicion', () => {
  expect(after(page('C1', 15), page('C2', 200))).toEqual({ rateClass: 'full', suspectChannelId: null })
})

test('a channel that ends at fifteen, a shorter page, or a page of fifteen that was asked for tell nothing', () => {
  expect(after(page('C1', 15, { hasMore: false }), page('C2', 9), page('C3', 15, { limit: 15 }))).toEqual(unknown)
})
