import type { BackfillRun } from '@backscroll/db'
import { describe, expect, test } from 'vitest'
import type { ReadingProgress } from '../flows/reading/reading-progress.ts'
import { progressText, statusLines } from './backfill-lines.ts'

const run: BackfillRun = {
  runId: '00000000-0000-4000-8000-000000000001',
  trigger: 'operator',
  actor: 'operator:ada',
  state: 'running',
  channels: ['C1', 'C2', 'C3', 'C4'],
  startedAtMs: Date.UTC(2026, 4, 12, 9, 30),
  finishedAtMs: null,
  pausedAtMs: null,
  pausedMs: 0,
  messagesSeen: 300,
  messagesStored: 290,
  repliesStored: 20,
  messagesDeleted: 1,
  historyRequests: 20,
  replyRequests: 5,
  threadsDone: 5,
  throttledMs: 0,
}
const left = { messages: 100, lowMinutes: 6, highMinutes: 8 } as NonNullable<ReadingProgress['left']>
const reading: ReadingProgress = { rateClass: 'full', rateClassAtMs: 0, schedule: 'auto', run, channelsDone: 1, left }

describe('the line of a reading that is under way', () => {
  test('shows how much is read, how much is left and when it ends', () => {
    expect(progressText(reading)).toBe('[==================      ] 1/4 channels, 300 messages read, about 100 left, 6 min to 8 min')
  })

  test('says that Slack grants fifteen messages a minute, and that somebody paused it', () => {
    expect(progressText({ ...reading, rateClass: 'capped', left: { ...left, lowMinutes: 600, highMinutes: 900 } })).toMatch(
      /10\.0 h to 15\.0 h, Slack grants 15 messages a minute$/,
    )
    expect(progressText({ ...reading, run: { ...run, state: 'paused' } })).toMatch(/, paused$/)
  })

  test('is full at the end and empty before the first page', () => {
    expect(progressText({ ...reading, left: { ...left, messages: 0, lowMinutes: 0, highMinutes: 0 } })).toMatch(
      /^\[={24}\].*less than a minute$/,
    )
    expect(progressText({ ...reading, run: { ...run, messagesSeen: 0 } })).toMatch(/^\[ {24}\]/)
    expect(progressText({ ...reading, run: null, left: null })).toBe('')
  })
})

test('the state lists what runs now, the limits, and every earlier run with its counts', () => {
  const earlier: BackfillRun = { ...run, runId: '00000000-0000-4000-8000-000000000002', state: 'finished', finishedAtMs: 1 }
  const lines = statusLines(reading, [run, earlier])
  expect(lines).toHaveLength(3)
  expect(lines[1]).toBe('Limits: full. Compared with Slack: auto.')
  expect(lines[2]).toBe(
    '2026-05-12T09:30  operator      finished   4 channels: 300 messages seen, 290 stored, 20 replies, 1 deleted, 25 requests',
  )
  expect(statusLines({ ...reading, run: null, left: null }, [])[0]).toBe('Nothing has been read yet.')
})
