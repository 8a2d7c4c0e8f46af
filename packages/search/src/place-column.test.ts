import type { PassageRow } from '@backscroll/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { row } from '../test/passage-rows.ts'
import { placeColumn, placeFrom } from './place-column.ts'

test('what is written comes back, whatever the id holds', () => {
  const first = row(3)
  const window: PassageRow = { ...row(4), kind: 'window', threadTs: row(2).ts, lastTs: row(9).ts }
  for (const { id, kind, channelId, ts, threadTs, firstTs, lastTs, postedAtMs, ...rest } of [first, window]) {
    const place = { id, kind, channelId, ts, threadTs, firstTs, lastTs, postedAtMs }
    expect(placeFrom(placeColumn({ ...place, ...rest }))).toEqual(place)
  }
  fc.assert(fc.property(fc.string(), (id) => placeFrom(placeColumn({ ...first, id })).id === id))
})
