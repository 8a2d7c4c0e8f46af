import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historyWindow } from './history-window.ts'

const channel = (count: number) => Array.from({ length: count }, (_, index) => ({ ts: `1700000000.${String(index).padStart(6, '0')}` }))

test('paging back from the newest messages shows every message', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 450 }), (count) => {
      const all = channel(count)
      const seen = new Set<string>()
      let before: string | undefined
      do {
        const window = historyWindow(all, { before })
        for (const { ts } of window.items) seen.add(ts)
        before = window.olderThan
      } while (before)
      expect(seen.size).toBe(count)
    }),
  )
})

test('a window around a message holds it, and paging forward reaches the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 450 }), fc.nat(), (count, at) => {
      const all = channel(count)
      const target = all[at % count]?.ts ?? ''
      let window = historyWindow(all, { around: target })
      expect(window.items.map(({ ts }) => ts)).toContain(target)
      while (window.newerThan) window = historyWindow(all, { after: window.newerThan })
      expect(window.items.at(-1)?.ts).toBe(all.at(-1)?.ts)
    }),
  )
})
