import { messageTs } from '@backscroll/core'
import type { Watermark } from '@backscroll/db'
import { aWatermark } from '@backscroll/testkit'
import { describe, expect, test } from 'vitest'
import { type PassWish, planPass } from './plan-pass.ts'

const DAY_MS = 86_400_000
const NOW_MS = 20_000 * DAY_MS
const ago = (ms: number) => messageTs(`${(NOW_MS - ms) / 1_000}.000000`)
const HOUR_MS = 3_600_000
const wish = (more: Partial<PassWish> = {}): PassWish => ({
  channelId: 'C1',
  trigger: 'rate-limited',
  nowMs: NOW_MS,
  days: 90,
  goodMs: null,
  open: null,
  ...more,
})
const open = (more: Partial<Watermark> = {}) =>
  aWatermark({
    cursor: 'c',
    oldestTs: ago(40 * DAY_MS),
    newestTs: ago(2 * DAY_MS),
    fromTs: ago(90 * DAY_MS),
    startedAtMs: NOW_MS - 2 * DAY_MS,
    ...more,
  })

describe('a pass over a channel', () => {
  test('goes down to the end of the window, or to half an hour before the last good moment', () => {
    expect(planPass(wish()).fromTs).toBe(ago(90 * DAY_MS))
    const read = open({ pagesDone: true })
    expect(planPass(wish({ goodMs: NOW_MS - HOUR_MS, open: read })).fromTs).toBe(ago(HOUR_MS + 30 * 60_000))
    expect(planPass(wish({ goodMs: NOW_MS - 200 * DAY_MS, open: read })).fromTs).toBe(ago(90 * DAY_MS))
    expect(planPass(wish({ goodMs: NOW_MS - HOUR_MS })).fromTs).toBe(ago(90 * DAY_MS))
  })

  test('reads moved threads in the routine, and all of them when something may be lost', () => {
    expect(planPass(wish({ trigger: 'schedule' })).threads).toBe('moved')
    expect(planPass(wish({ trigger: 'downtime' })).threads).toBe('all')
    expect(planPass(wish({ trigger: 'schedule', open: open() })).threads).toBe('all')
  })

  test('that interrupts another one jumps over what that had read, and ends where that would have ended', () => {
    const good = { goodMs: NOW_MS - HOUR_MS }
    const at = ago(HOUR_MS + 30 * 60_000)
    const first = planPass(wish({ ...good, open: open() }))
    expect(first).toMatchObject({ jumpAt: at, jumpTo: ago(40 * DAY_MS), fromTs: ago(90 * DAY_MS) })
    const interruptedAgain = open({ oldestTs: ago(1_000), jumpAt: ago(5 * HOUR_MS), jumpTo: ago(40 * DAY_MS) })
    expect(planPass(wish({ ...good, open: interruptedAgain }))).toMatchObject({ jumpAt: ago(5 * HOUR_MS), jumpTo: ago(40 * DAY_MS) })
    expect(planPass(wish({ ...good, open: open({ oldestTs: ago(HOUR_MS) }) })).jumpAt).toBeUndefined()
  })

  test('after one that has ended, or was ended, begins anew', () => {
    const good = { goodMs: NOW_MS - HOUR_MS }
    expect(planPass(wish({ ...good, open: open({ pagesDone: true }) })).fromTs).toBe(ago(HOUR_MS + 30 * 60_000))
    expect(planPass(wish({ open: open({ isStopped: true }) })).jumpTo).toBeUndefined()
  })
})
