import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channelId, messageTs, userId } from '../ids.ts'
import { isInSpan, spanOf } from './erased-span.ts'
import { type ErasureKind, targetFrom, targetText } from './erasure-target.ts'

const NOW = Date.UTC(2026, 10, 30, 12)
const at = (ms: number, micros = 0) => `${Math.floor(ms / 1_000)}.${String((ms % 1_000) * 1_000 + micros).padStart(6, '0')}`
const message = (ts: string, more: object = {}) => ({ channelId: 'C0DEAL', ts, threadTs: null, userId: 'U0BOB', ...more })

test('a target is read as it was written', () => {
  const texts: [ErasureKind, string][] = [
    ['channel', 'C0DEAL'],
    ['person', 'U0BOB'],
    ['team', 'T0ACME'],
    ['message', 'C0DEAL:1700000000.000100'],
    ['thread', 'C0DEAL:1700000000.000100'],
    ['period', '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z'],
    ['period', '2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z:C0DEAL'],
  ]
  for (const [kind, text] of texts) expect(targetText(targetFrom(kind, text))).toBe(text)
  for (const [kind, text] of [...texts, ['channel', "C' or 1=1"] as const]) {
    const other = kind === 'period' ? 'message' : 'period'
    expect(() => targetFrom(other, text)).toThrow('not a')
  }
})

describe('a span', () => {
  test('of a message is that message and no other', () => {
    const span = spanOf({ kind: 'message', channelId: channelId('C0DEAL'), ts: messageTs('1700000000.000100') }, NOW)
    expect(isInSpan(span, message('1700000000.000100'))).toBe(true)
    expect(isInSpan(span, message('1700000000.000101'))).toBe(false)
    expect(isInSpan(span, message('1700000000.000100', { channelId: 'C0HELP' }))).toBe(false)
    expect(isInSpan(span, message('1700000001.000100', { threadTs: '1700000000.000100' }))).toBe(false)
  })

  test('of a thread is its first message and what was written below it until now', () => {
    const span = spanOf({ kind: 'thread', channelId: channelId('C0DEAL'), ts: messageTs('1700000000.000100') }, NOW)
    expect(isInSpan(span, message('1700000000.000100'))).toBe(true)
    expect(isInSpan(span, message('1700000009.000100', { threadTs: '1700000000.000100' }))).toBe(true)
    expect(isInSpan(span, message(at(NOW + 1), { threadTs: '1700000000.000100' }))).toBe(false)
    expect(isInSpan(span, message('1700000009.000100'))).toBe(false)
  })

  test('of a person leaves what others say, what is said later, and channels on hold', () => {
    const span = { ...spanOf({ kind: 'person', userId: userId('U0BOB') }, NOW), exceptChannels: ['C0HELD'] }
    expect(isInSpan(span, message(at(NOW)))).toBe(true)
    expect(isInSpan(span, message(at(NOW), { userId: null }))).toBe(false)
    expect(isInSpan(span, message(at(NOW), { channelId: 'C0HELD' }))).toBe(false)
    expect(isInSpan(span, message(at(NOW + 1)))).toBe(false)
  })

  test('of a period begins with its first moment and ends before its last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), fc.integer({ min: -5, max: 86_400_005 }), (length, offset) => {
        const target = { kind: 'period', fromMs: NOW, toMs: NOW + length, channelId: null } as const
        const span = spanOf(target, NOW + length)
        expect(isInSpan(span, message(at(NOW + offset, 999)))).toBe(offset >= 0 && offset < length)
        expect(isInSpan(span, message(at(NOW + offset)))).toBe(offset >= 0 && offset < length)
      }),
    )
  })
})
