import { describe, expect, test } from 'vitest'
import { keptDays, keptSince, type RetentionWord } from './retention.ts'

const word = (more: Partial<RetentionWord>): RetentionWord => ({
  teamDays: 365,
  channelDays: null,
  isOnHold: false,
  ...more,
})

describe('how long messages are kept', () => {
  test.each<[Partial<RetentionWord>, number | null]>([
    [{}, 365],
    [{ channelDays: 30 }, 30],
    [{ channelDays: 1_000 }, 1_000],
    [{ teamDays: 3_650 }, null],
    [{ teamDays: 3_650, channelDays: 7 }, 7],
    [{ channelDays: 3_650 }, null],
    [{ isOnHold: true, channelDays: 1 }, null],
  ])('%j: %s days', (more, days) => {
    expect(keptDays(word(more))).toBe(days)
  })

  test('the day after the limit a message is too old, and never before', () => {
    const nowMs = Date.UTC(2026, 10, 30)
    const since = keptSince(90, nowMs)
    const at = (daysAgo: number) => `${Math.floor(nowMs / 1_000) - daysAgo * 86_400}.000100`
    expect([at(91) < since, at(90) < since, at(89) < since]).toEqual([true, false, false])
  })
})
