import { expect, test } from 'vitest'
import { estimateReading, type MeasuredChannel } from './reading-estimate.ts'

const rates = { pageSize: 15, historyPerMinute: 1, repliesPerMinute: 1, requestsPerThread: 1 }
const channel = (more: Partial<MeasuredChannel>): MeasuredChannel => ({
  startMs: 1_000_000,
  reachedMs: 1_000_000,
  fromMs: 0,
  isPagesDone: false,
  messages: 0,
  threads: 0,
  threadsLeft: 0,
  ...more,
})

test('what is left follows from the density of what has been read', () => {
  const left = estimateReading([channel({ reachedMs: 900_000, messages: 150, threads: 15 })], rates)
  expect(left).toMatchObject({ messages: 1_350, minutes: 135 })
  expect(left.minutes).toBeGreaterThan(left.lowMinutes)
  expect(left.minutes).toBeLessThan(left.highMinutes)
})

test('the capped class reads 900 messages an hour before threads', () => {
  expect(estimateReading([channel({ reachedMs: 500_000, messages: 900 })], rates).minutes).toBe(60)
})

test('threads decide when they take longer than pages', () => {
  expect(estimateReading([channel({ isPagesDone: true, threadsLeft: 40 })], { ...rates, requestsPerThread: 2 }).minutes).toBe(80)
})

test('a channel without a page counts as the average of the others, and makes the interval wider', () => {
  const read = channel({ reachedMs: 900_000, messages: 150 })
  const known = estimateReading([read], rates)
  const both = estimateReading([read, channel({})], rates)
  expect(both.messages).toBe(known.messages + 1_500)
  expect(both.highMinutes / both.minutes).toBeGreaterThan(known.highMinutes / known.minutes)
})

test('nothing left takes no time', () => {
  expect(estimateReading([channel({ isPagesDone: true })], rates)).toMatchObject({ messages: 0, requests: 0, minutes: 0, highMinutes: 0 })
})
