import { expect, test } from 'vitest'
import { z } from 'zod'
import { readPlace, writePlace } from './page-place.ts'

const place = z.strictObject({ id: z.string().max(10) })

test('a place is read as it was written, and nothing else is a place', () => {
  expect(readPlace(place, writePlace({ id: 'ü1' }) ?? '')).toEqual({ id: 'ü1' })
  expect(readPlace(place, undefined)).toBeNull()
  expect(writePlace(null)).toBeNull()
  for (const cursor of ['nonsense', '', writePlace({ id: 1 }), writePlace({ other: 'x' }), writePlace({ id: 'far too long for it' })])
    expect(() => readPlace(place, cursor ?? '')).toThrow(/no cursor of this list/)
})
