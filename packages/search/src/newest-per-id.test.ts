import fc from 'fast-check'
import { expect, test } from 'vitest'
import { row } from '../test/passage-rows.ts'
import { newestPerId } from './newest-per-id.ts'

test('each id once, with its largest version, whatever the order', () => {
  const versions = fc.array(fc.tuple(fc.nat(5), fc.nat(9)), { maxLength: 40 })
  fc.assert(
    fc.property(versions, (pairs) => {
      const found = newestPerId(pairs.map(([n, version]) => row(n, { version: BigInt(version) })))
      const largest = new Map<string, number>()
      for (const [n, version] of pairs) largest.set(row(n).id, Math.max(version, largest.get(row(n).id) ?? 0))
      expect(new Map(found.map((each) => [each.id, Number(each.version)]))).toEqual(largest)
      expect(found).toHaveLength(largest.size)
    }),
  )
})
