import path from 'node:path'
import { ConfigurationError, InvalidInputError, type TeamId } from '@backscroll/core'
import { expect, test } from 'vitest'
import { rootDirectory, shardDirectory, tableName } from './place.ts'

test('a relative directory that LanceDB would read as a cloud address becomes absolute', () => {
  expect(path.isAbsolute(rootDirectory('db_here'))).toBe(true)
})

test.each(['s3://bucket/x', 'db://team', 'gs://x'])('%s is refused with a reason', (uri) => {
  expect(() => rootDirectory(uri)).toThrow(ConfigurationError)
})

test('a team id that is none never becomes a file name', () => {
  expect(tableName('T0123' as TeamId, 2)).toBe('team_T0123_e2')
  expect(() => tableName('../T0123' as TeamId, 1)).toThrow(InvalidInputError)
})

test('tables spread over 256 directories', () => {
  const found = new Set(Array.from({ length: 2_000 }, (_, n) => shardDirectory('/root', `T${n}AB` as TeamId)))
  expect(found.size).toBeGreaterThan(250)
  expect(found.size).toBeLessThanOrEqual(256)
})
